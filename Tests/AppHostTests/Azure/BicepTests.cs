using System.Text.Json;
using Webhooks.AppHost;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>The template compiles, and what its files need of each other is there.</summary>
public sealed class BicepTests
{
    private static readonly string[] GivenByAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_SUBSCRIPTION_ID"];

    [FactWithBicep]
    public async Task Every_bicep_file_compiles_and_lints_without_a_word()
    {
        Assert.Equal("", await Bicep.RunAsync(null, "lint", "--pattern", $"{Bicep.Folder}/**/*.bicep"));
        await AzureTemplate.MainAsync();
        await AzureTemplate.ServiceAsync(ResourceNames.Api);
    }

    [FactWithBicep]
    public async Task A_module_reads_only_what_azd_sets_and_what_the_main_template_puts_out()
    {
        var outputs = (await AzureTemplate.MainAsync()).GetProperty("outputs").EnumerateObject().Select(static output => output.Name);

        Assert.All(AzureTemplate.Services, service => Assert.Subset(
            GivenByAzd.Concat(outputs).Append($"SERVICE_{service.ToUpperInvariant()}_IMAGE_NAME").ToHashSet(),
            AzureTemplate.ReadBy(service, optional: false).ToHashSet()));
    }

    [FactWithBicep]
    public async Task The_main_template_gets_a_value_for_each_of_its_parameters_and_no_other()
    {
        var declared =
            (await AzureTemplate.MainAsync()).GetProperty("parameters").EnumerateObject().Select(static parameter => parameter.Name);

        Assert.Equal(declared.Order(), MainParameters().Keys.Order());
    }

    [FactWithBicep]
    public async Task Secret_parameters_are_those_that_azd_generates_or_reads_from_the_vault()
    {
        var secure = (await AzureTemplate.MainAsync()).GetProperty("parameters").EnumerateObject()
            .Where(static parameter => parameter.Value.TextAt("type") == "securestring").Select(static parameter => parameter.Name);

        var generated =
            MainParameters().Where(static parameter => parameter.Value.StartsWith("$(secretOrRandomPassword ", StringComparison.Ordinal));

        Assert.Equal(secure.Order(), generated.Select(static parameter => parameter.Key).Order());
    }

    [FactWithBicep]
    public async Task Generated_secrets_are_read_back_from_where_they_are_kept()
    {
        var kept = await SecretsTests.KeptSecretsAsync();

        Assert.All(
            MainParameters().Values.Where(static value => value.StartsWith("$(", StringComparison.Ordinal)),
            value => Assert.Contains(value.TrimEnd(')').Split(' ')[^1], kept.Keys));
    }

    [Fact]
    public void What_may_be_set_for_a_module_is_in_the_documentation()
    {
        var documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy-azure.md"));

        Assert.All(
            AzureTemplate.Services.SelectMany(static service => AzureTemplate.ReadBy(service, optional: true)),
            name => Assert.Contains($"azd env set {name} ", documentation, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> MainParameters()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "main.parameters.json")));
        return file.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value.TextAt("value"));
    }
}
