using PublicApiGenerator;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit;

/// <summary>Code of others compiles against the packages, so each change of their public members is seen and meant.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Contracts", typeof(EventResponse))]
    [InlineData("Client", typeof(WebhooksClient))]
    public void The_public_members_of_a_package_are_the_committed_ones(string project, Type one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var built = one.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }) + "\n";
        var written = Path.Combine(AppContext.BaseDirectory, $"{project}.PublicApi.txt");
        File.WriteAllText(written, built);

        var committed = File.ReadAllText(Path.Combine(Repository.Root, project, "PublicApi.txt"));
        Assert.True(
            committed == built,
            $"The public members of {project} are not those of {project}/PublicApi.txt. Look at the difference: what is removed or renamed "
            + $"breaks the code of others. Then: cp {written} {project}/PublicApi.txt");
    }
}
