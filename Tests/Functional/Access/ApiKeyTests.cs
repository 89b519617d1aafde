using System.Globalization;
using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>What a tenant's administrators see of their API keys, and how far keys go.</summary>
public sealed class ApiKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_tenant_has_no_more_keys_than_allowed_however_many_are_made_at_once_and_a_revoked_one_makes_room()
    {
        await using var app = await StartAsync(("Limits:KeysPerTenant", "5"));
        var project = await app.CreateProjectAsync(); // With two of its own.

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(project, string.Empty)));

        Assert.Equal(3, responses.Count(response => response.StatusCode is HttpStatusCode.Created));
        foreach (var refused in responses.Where(response => response.StatusCode is not HttpStatusCode.Created))
        {
            var problem = await refused.ReadProblemAsync(HttpStatusCode.Conflict);
            Assert.Contains("Limits:KeysPerTenant", problem.Detail, StringComparison.Ordinal);
        }

        var keys = (await project.Client.ListApiKeysAsync(project.TenantId)).Data;
        await project.Client.RevokeApiKeyAsync(project.TenantId, keys[0].Id);
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(project, string.Empty)).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("203.0.113.0/24", false)]
    [InlineData("::1", false)]
    public async Task A_key_works_from_the_networks_it_is_allowed_from_only(string network, bool works)
    {
        await using var app = await StartAsync();
        var project = await app.CreateProjectAsync();
        var request = new CreateApiKeyRequest("Bound", ApiKeyRole.Viewer, AllowedNetworks: [network]);
        var key = await project.Client.CreateApiKeyAsync(project.TenantId, request);
        using var http = app.HttpWith(key.Key);

        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await http.StatusOfAsync(project.DestinationsPath));
        Assert.Equal([network], key.AllowedNetworks);
    }

    [Theory]
    [InlineData("""["everywhere"]""", "/allowedNetworks/0")]
    [InlineData("""["127.0.0.1","10.0.0.0/99"]""", "/allowedNetworks/1")]
    [InlineData("[]", "/allowedNetworks")]
    [InlineData("\"10.0.0.0/8\"", "/allowedNetworks")]
    public async Task What_is_no_network_is_refused(string networks, string place)
    {
        await using var app = await StartAsync();
        var project = await app.CreateProjectAsync();

        using var response = await CreateAsync(project, string.Create(CultureInfo.InvariantCulture, $",\"allowedNetworks\":{networks}"));

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task The_list_says_when_and_from_where_a_key_was_used_and_which_are_unused()
    {
        TestProject project;
        await using (var app = await StartAsync())
        {
            project = await app.CreateProjectAsync();
            await project.PublishAsync();
        }

        await database.ExecuteAsync(
            "update api_keys set created_at = now() - interval '45 days', last_used_at = null where name = 'Administrator'");
        await using var again = await StartAsync(); // The use was written when the first one stopped.
        var keys = (await new WebhooksClient(again.HttpWith(TestPostgres.AdminKey)).ListApiKeysAsync(project.TenantId)).Data;

        var used = keys.Single(key => key.Name == "Product");
        Assert.Equal(("127.0.0.1", null), (used.LastUsedAddress, used.UnusedDays));
        Assert.Equal(45, keys.Single(key => key.Name == "Administrator").UnusedDays);
    }

    private static Task<HttpResponseMessage> CreateAsync(TestProject project, string more) =>
        project.Http.PostTextAsync($"/manage/tenants/{project.TenantId}/api-keys", $$"""{"name":"x","role":"viewer"{{more}}}""");

    private Task<ApiApplication> StartAsync(params (string Name, string? Value)[] settings) => ApiApplication.StartAsync(
        database,
        new ApplicationOptions { WithWorker = false, Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value) });
}
