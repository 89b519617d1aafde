using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>What a form asks while somebody types.</summary>
public sealed class DestinationCheckTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly CreateWebhookDestinationRequest Good =
        new("CRM", "https://example.com/hooks", ["event.created"]) { Id = "crm" };

    [Fact]
    public async Task A_new_destination_that_would_be_taken_is_checked_and_not_made()
    {
        var project = await application.CreateProjectAsync();

        await CheckNewAsync(project, Good);

        Assert.Empty((await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Fact]
    public async Task A_new_destination_is_refused_as_it_would_be_when_it_was_made()
    {
        var project = await application.CreateProjectAsync();
        await project.Client.CreateWebhookDestinationAsync(project.TenantId, project.ProjectId, Good);

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "/url", () => CheckNewAsync(project, Good with { Url = "https://10.0.0.1/" }));
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "/headers/Host",
            () => CheckNewAsync(project, Good with { Headers = new Dictionary<string, string> { ["Host"] = "x" } }));
        await AssertRefusedAsync(
            HttpStatusCode.UnprocessableEntity, "/agentIds/0",
            () => CheckNewAsync(project, Good with { Id = "other", AgentIds = ["nobody"] }));
        await AssertRefusedAsync(HttpStatusCode.Conflict, "/id", () => CheckNewAsync(project, Good));
    }

    [Fact]
    public async Task A_change_is_checked_and_not_made()
    {
        var project = await application.CreateProjectAsync();
        var stored = await project.Client.CreateWebhookDestinationAsync(
            project.TenantId, project.ProjectId, Good with { Headers = new Dictionary<string, string> { ["X-Key"] = "secret" } });
        var change = new UpdateWebhookDestinationRequest
        {
            Name = "Other",
            Enabled = false,
            Headers = new Dictionary<string, string> { ["X-Key"] = "********" },
        };

        await CheckAsync(project, change, stored.ETag);
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "/url", () => CheckAsync(project, new() { Url = "ftp://example.com" }, stored.ETag));
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "/headers/X-New",
            () => CheckAsync(project, new() { Headers = new Dictionary<string, string> { ["X-New"] = "********" } }, null));
        await AssertRefusedAsync(HttpStatusCode.PreconditionFailed, null, () => CheckAsync(project, change, "\"1-0\""));

        var now = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, "crm");
        Assert.Equal((stored.ETag, "CRM", true), (now.ETag, now.Name, now.Enabled));
    }

    [Fact]
    public async Task Only_what_is_done_leaves_an_audit_record()
    {
        var project = await application.CreateProjectAsync();
        await CheckNewAsync(project, Good);
        await project.Client.CreateWebhookDestinationAsync(project.TenantId, project.ProjectId, Good);
        await CheckAsync(project, new() { Name = "Other" }, null);
        using var notKnown = await project.Http.DeleteAsync($"{project.DestinationsPath}/crm?validateOnly=true");
        using var deleted = await project.Http.DeleteAsync($"{project.DestinationsPath}/crm");

        var records = await project.Client.ListAuditRecordsAsync(project.TenantId, new AuditFilter { ProjectId = project.ProjectId });

        await notKnown.AssertRefusedAtAsync("/validateOnly");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(
            ["DeleteWebhookDestination", "DeleteWebhookDestination", "CreateWebhookDestination"],
            records.Data.Select(record => record.Action).Where(action => action.EndsWith("WebhookDestination", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_viewer_may_not_check_and_a_strange_value_is_refused()
    {
        var project = await application.CreateProjectAsync();
        var viewer = new WebhooksClient(application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer)));

        await AssertRefusedAsync(
            HttpStatusCode.Forbidden, null, () => viewer.CheckNewWebhookDestinationAsync(project.TenantId, project.ProjectId, Good));
        using var strange = await project.Http.PostTextAsync($"{project.DestinationsPath}?validateOnly=yes", "{}");

        await strange.AssertRefusedAtAsync("/validateOnly");
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string? pointer, Func<Task> check)
    {
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(check);
        Assert.Equal((status, pointer), (refused.StatusCode, refused.Problem?.Errors?[0].Pointer));
    }

    private static Task CheckNewAsync(TestProject project, CreateWebhookDestinationRequest destination) =>
        project.Client.CheckNewWebhookDestinationAsync(project.TenantId, project.ProjectId, destination);

    private static Task CheckAsync(TestProject project, UpdateWebhookDestinationRequest update, string? ifMatch) =>
        project.Client.CheckWebhookDestinationAsync(project.TenantId, project.ProjectId, "crm", update, ifMatch);
}
