using System.Text.Json;
using Json.Schema;
using Webhooks.AppHost;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary><c>azure.yaml</c> is what azd understands, and fits the repository.</summary>
public sealed class AzureYamlTests
{
    private static readonly string Schema = Path.Combine(Repository.Root, "Tests", "AppHostTests", "Azure", "azure.yaml.schema.json");

    [Fact]
    public void Azure_yaml_fits_the_schema()
    {
        var result = JsonSchema.FromText(File.ReadAllText(Schema))
            .Evaluate(AzureYaml.Content, new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Fact]
    public void Every_service_has_a_module_and_every_module_a_service()
    {
        Assert.Equal(AzureTemplate.Services, AzureYaml.Services.Keys.Order(StringComparer.Ordinal));
        Assert.All(AzureTemplate.Services, service => Assert.True(File.Exists(Path.Combine(Bicep.Folder, $"{service}.bicep"))));
    }

    [Fact]
    public void Images_are_built_by_the_sdk_because_no_service_has_a_Dockerfile() =>
        Assert.All(AzureYaml.Services.Keys, static service =>
        {
            Assert.Single(Directory.EnumerateFiles(AzureYaml.ProjectFolder(service), "*.*proj"));
            Assert.False(File.Exists(Path.Combine(AzureYaml.ProjectFolder(service), "Dockerfile")));
        });

    [Fact]
    public async Task Images_that_azd_builds_at_the_same_time_are_built_in_folders_of_their_own()
    {
        Assert.NotEqual(await BuildFolderAsync("webhooks/api-test"), await BuildFolderAsync("webhooks/worker-test"));
    }

    [Fact]
    public void Project_files_have_the_id_of_user_secrets_that_azd_would_write_into_them() =>
        Assert.All(AzureYaml.Services.Keys, static service => Assert.Contains(
            "<UserSecretsId>", File.ReadAllText(Directory.EnumerateFiles(AzureYaml.ProjectFolder(service), "*.csproj").Single()),
            StringComparison.Ordinal));

    [Fact]
    public void What_a_service_uses_is_a_service() =>
        Assert.All(
            AzureYaml.Services.Keys,
            static service => Assert.Subset(AzureYaml.Services.Keys.ToHashSet(), AzureYaml.UsedBy(service).ToHashSet()));

    [Fact]
    public void Scripts_of_the_migration_are_where_azd_looks_for_them_after_it_has_deployed_the_job()
    {
        var hook = AzureYaml.Services[ResourceNames.Migrations].At("hooks.postdeploy");

        Assert.All(["posix", "windows"], system => Assert.True(
            File.Exists(Path.Combine(AzureYaml.ProjectFolder(ResourceNames.Migrations), hook.TextAt($"{system}.run")))));
    }

    /// <summary>Where a project that all services share is built for an image.</summary>
    private static async Task<string> BuildFolderAsync(string image)
    {
        var project = Path.Combine(Repository.Root, "Core", "Core.csproj");
        var run = await ProgramRun.RunAsync(
            "dotnet",
            ["msbuild", project, $"-p:ContainerRepository={image}", "-getProperty:BaseIntermediateOutputPath", "-nodeReuse:false"]);
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        return run.Output;
    }
}
