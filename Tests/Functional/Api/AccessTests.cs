using System.Net;
using System.Net.Http.Headers;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class AccessTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Event = """{"type":"order.paid"}""";
    private const string Destination = """{"name":"Receiver","url":"https://example.com/","eventTypes":["event.created"]}""";

    [Theory]
    [InlineData("Bearer", "whk_unknown")]
    [InlineData("Bearer", " ")]
    [InlineData("Basic", "Zmlyc3Q6YWRtaW4=")]
    public async Task Credentials_that_are_none_get_401(string scheme, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/manage/tenants");
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {value}");

        using var response = await application.App.Anonymous.SendAsync(request);

        await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_of_another_tenant_sees_nothing_as_if_it_did_not_exist()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        var stranger = await application.CreateProjectAsync();
        string[] paths =
        [
            $"/manage/tenants/{project.TenantId}", project.DestinationsPath, $"{project.DestinationsPath}/{destination.Id}",
            $"{project.Path}/events",
        ];

        foreach (var path in paths)
        {
            using var response = await stranger.Http.GetAsync(path);
            using var ofNothing = await stranger.Http.GetAsync(path.Replace(project.TenantId, "nobody", StringComparison.Ordinal));

            var problem = await response.ReadProblemAsync(HttpStatusCode.NotFound);
            var other = await ofNothing.ReadProblemAsync(HttpStatusCode.NotFound);
            Assert.Equal(other.Detail.Replace("nobody", project.TenantId, StringComparison.Ordinal), problem.Detail);
        }

        using var deletion = await stranger.Http.DeleteAsync($"{project.DestinationsPath}/{destination.Id}");
        await deletion.ReadProblemAsync(HttpStatusCode.NotFound);
        Assert.NotNull(await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id));
    }

    [Fact]
    public async Task A_key_of_one_project_does_not_see_another_of_its_tenant()
    {
        var project = await application.CreateProjectAsync();
        await application.App.Admin.CreateProjectAsync(project.TenantId, new CreateProjectRequest("other", "Other"));
        var key = await project.CreateKeyAsync(ApiKeyRole.Editor, inProject: true);
        using var http = application.App.HttpWith(key);

        using var own = await http.GetAsync(project.DestinationsPath);
        using var other = await http.GetAsync($"/manage/tenants/{project.TenantId}/projects/other/webhook-destinations");
        var projects = await new WebhooksClient(http).ListProjectsAsync(project.TenantId);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await other.ReadProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(["main"], projects.Data.Select(found => found.Id));
    }

    [Fact]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer, inProject: true));
        var path = $"{project.DestinationsPath}/{destination.Id}";

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer.GetAsync(path)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer.GetAsync($"{project.Path}/deliveries")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.PostTextAsync(project.DestinationsPath, Destination)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.PatchAsync(path, Refusals.Body("""{"name":"Mine"}"""))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.DeleteAsync(path)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.PostAsync($"{path}/test", null)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.GetAsync($"{path}/secret")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer.PostTextAsync("/run/v1/events", Event)));
        Assert.Equal(
            "Receiver", (await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id)).Name);
    }

    [Fact]
    public async Task A_publisher_may_publish_and_nothing_else()
    {
        var project = await application.CreateProjectAsync();

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(project.PublisherHttp.PostTextAsync("/run/v1/events", Event)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(project.PublisherHttp.GetAsync(project.DestinationsPath)));
        Assert.Equal(
            HttpStatusCode.Forbidden, await StatusAsync(project.PublisherHttp.PostTextAsync(project.DestinationsPath, Destination)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(project.PublisherHttp.GetAsync($"{project.Path}/events")));
        Assert.Equal(
            HttpStatusCode.Forbidden, await StatusAsync(project.PublisherHttp.GetAsync($"/manage/tenants/{project.TenantId}/api-keys")));
    }

    [Fact]
    public async Task An_editor_changes_destinations_and_hands_out_no_keys()
    {
        var project = await application.CreateProjectAsync();
        using var editor = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Editor));
        var keys = $"/manage/tenants/{project.TenantId}/api-keys";

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(editor.PostTextAsync(project.DestinationsPath, Destination)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(editor.GetAsync(keys)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(editor.PostTextAsync(keys, """{"name":"x","role":"admin"}""")));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(editor.PostTextAsync($"/manage/tenants/{project.TenantId}/projects", """{"id":"x","name":"x"}""")));
    }

    [Fact]
    public async Task An_administrator_of_a_tenant_is_none_of_the_service_and_one_of_a_project_none_of_its_tenant()
    {
        var project = await application.CreateProjectAsync();
        using var ofProject = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Admin, inProject: true));

        Assert.Equal(
            HttpStatusCode.Forbidden, await StatusAsync(project.Http.PostTextAsync("/manage/tenants", """{"id":"mine","name":"x"}""")));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(ofProject.PostTextAsync($"/manage/tenants/{project.TenantId}/api-keys", """{"name":"x","role":"admin"}""")));
    }

    [Fact]
    public async Task A_revoked_key_stops_working_at_once()
    {
        var project = await application.CreateProjectAsync();
        var created = await project.Client.CreateApiKeyAsync(project.TenantId, new CreateApiKeyRequest("Leaving", ApiKeyRole.Viewer));
        using var http = application.App.HttpWith(created.Key);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http.GetAsync(project.DestinationsPath)));

        await project.Client.RevokeApiKeyAsync(project.TenantId, created.Id);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http.GetAsync(project.DestinationsPath)));
        Assert.DoesNotContain(created.Id, (await project.Client.ListApiKeysAsync(project.TenantId)).Data.Select(key => key.Id));
    }

    [Fact]
    public async Task An_expired_key_stops_working()
    {
        var project = await application.CreateProjectAsync();
        var key = await project.CreateKeyAsync(ApiKeyRole.Viewer, expiresAt: TimeProvider.System.GetUtcNow().AddSeconds(2));
        using var http = application.App.HttpWith(key);

        await Eventually.BecomesTrueAsync(
            async () => await StatusAsync(http.GetAsync(project.DestinationsPath)) is HttpStatusCode.Unauthorized, "the key expires");
    }

    [Fact]
    public async Task A_key_is_shown_when_it_is_made_and_never_again()
    {
        var project = await application.CreateProjectAsync();
        var created = await project.Client.CreateApiKeyAsync(project.TenantId, new CreateApiKeyRequest("Product", ApiKeyRole.Viewer));

        var listed = (await project.Client.ListApiKeysAsync(project.TenantId)).Data.Single(key => key.Id == created.Id);

        Assert.StartsWith(listed.Prefix, created.Key, StringComparison.Ordinal);
        Assert.Null(listed.Key);
        Assert.True(listed.Prefix.Length <= 8);
    }

    [Fact]
    public async Task A_key_of_a_tenant_names_the_project_to_publish_to()
    {
        var project = await application.CreateProjectAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(PublishAsync(project.AdminKey)));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(PublishAsync(project.AdminKey, ("X-Project-Id", "main"))));
        Assert.Equal(
            HttpStatusCode.Created,
            await StatusAsync(PublishAsync(TestPostgres.AdminKey, ("X-Tenant-Id", project.TenantId), ("X-Project-Id", "main"))));
        Assert.Equal(2, (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.Count);
    }

    [Fact]
    public async Task A_key_of_a_tenant_cannot_publish_to_another_tenant()
    {
        var project = await application.CreateProjectAsync();
        var stranger = await application.CreateProjectAsync();

        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(PublishAsync(stranger.AdminKey, ("X-Tenant-Id", project.TenantId), ("X-Project-Id", "main"))));
        Assert.Empty((await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        if ((int)response.StatusCode >= 400)
        {
            await response.ReadProblemAsync(response.StatusCode);
        }

        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PublishAsync(string key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/run/v1/events") { Content = Refusals.Body(Event) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await application.App.Anonymous.SendAsync(request);
    }
}
