using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using StackExchange.Redis;
using Webhooks.AppHost;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>Secrets are in the vault, and nowhere else.</summary>
public sealed partial class SecretsTests
{
    [FactWithBicep]
    public async Task Every_secret_of_a_service_is_a_reference_to_one_that_the_vault_has()
    {
        var kept = await KeptSecretsAsync();
        foreach (var service in AzureTemplate.Services)
        {
            Assert.All(await SecretsOfAsync(service), secret =>
            {
                Assert.Equal(
                    ["identity", "keyVaultUrl", "name"], secret.EnumerateObject().Select(static property => property.Name).Order());
                Assert.Equal($"azure-key-vault-endpointsecrets/{secret.TextAt("name")}", secret.TextAt("keyVaultUrl"));
                Assert.Equal("services-identity-id", secret.TextAt("identity"));
                Assert.Contains(secret.TextAt("name"), kept.Keys);
            });
        }
    }

    [FactWithBicep]
    public async Task Services_use_every_secret_they_have_and_have_every_secret_they_use()
    {
        foreach (var service in AzureTemplate.Services)
        {
            var had = (await SecretsOfAsync(service)).Select(static secret => secret.TextAt("name"));
            var used = (await AzureTemplate.ServiceAsync(service)).At("properties.template").Objects()
                .Where(static item => item.TryGetProperty("secretRef", out _)).Select(static item => item.TextAt("secretRef"));

            Assert.Equal(had.Order(), used.Distinct().Order());
        }
    }

    [FactWithBicep]
    public async Task Connection_strings_and_the_admin_key_are_never_plain_variables()
    {
        foreach (var service in AzureTemplate.Services)
        {
            var plain = (await AzureTemplate.VariablesAsync(service)).Where(
                static variable => variable.Value.TryGetProperty("value", out _));

            Assert.All(plain, variable => Assert.DoesNotMatch("ConnectionStrings|KEY|PASSWORD|SECRET", variable.Key));
        }
    }

    [FactWithBicep]
    public async Task No_output_holds_a_secret()
    {
        foreach (var template in new[] { await AzureTemplate.MainAsync(), await AzureTemplate.DataAsync() })
        {
            Assert.DoesNotMatch(
                "listKeys|securestring|parameters\\('(postgresPassword|adminKey)'\\)", template.GetProperty("outputs").GetRawText());
        }
    }

    [FactWithBicep]
    public async Task The_secret_of_the_database_is_a_connection_string_that_verifies_the_server()
    {
        var settings = new NpgsqlConnectionStringBuilder(Filled((await KeptSecretsAsync())[ResourceNames.Database]));

        Assert.Equal(SslMode.VerifyFull, settings.SslMode);
        Assert.Equal(30, settings.MaxPoolSize);
        Assert.All(
            [settings.Host, settings.Database, settings.Username, settings.Password], value => Assert.False(string.IsNullOrEmpty(value)));
    }

    [FactWithBicep]
    public async Task The_secret_of_redis_is_a_connection_string_with_encryption()
    {
        var settings = ConfigurationOptions.Parse(Filled((await KeptSecretsAsync())[ResourceNames.Cache]));

        Assert.True(settings.Ssl);
        Assert.False(settings.AbortOnConnectFail);
        Assert.False(string.IsNullOrEmpty(settings.Password));
    }

    /// <summary>Names of the secrets that <c>data.bicep</c> writes, and the expressions of their values.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> KeptSecretsAsync() =>
        (await AzureTemplate.DataAsync()).GetProperty("resources").Objects()
        .Where(static resource => resource.TryGetProperty("type", out var type) && type.ValueEquals("Microsoft.KeyVault/vaults/secrets"))
        .ToDictionary(
            static resource => LastName().Match(resource.TextAt("name")).Groups[1].Value,
            static resource => resource.TextAt("properties.value"));

    private static async Task<IReadOnlyList<JsonElement>> SecretsOfAsync(string service) =>
        (await AzureTemplate.ServiceAsync(service)).At("properties.configuration").TryGetProperty("secrets", out var secrets)
            ? [.. secrets.EnumerateArray()]
            : [];

    /// <summary>The first argument of <c>format</c>, with a value for each of its places.</summary>
    private static string Filled(string expression) => Place().Replace(Format().Match(expression).Groups[1].Value, "1");

    [GeneratedRegex("'([^']+)'\\)\\]$")]
    private static partial Regex LastName();

    [GeneratedRegex(@"^\[format\('([^']+)'")]
    private static partial Regex Format();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
