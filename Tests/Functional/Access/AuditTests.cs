using System.Net;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class AuditTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task Every_route_that_changes_something_leaves_a_record()
    {
        var project = await application.CreateProjectAsync();
        using var service = application.App.HttpWith(TestPostgres.AdminKey);
        var walked = 0;
        foreach (var (method, path, action) in await ChangingOperationsAsync())
        {
            var address = path.Replace("{tenantId}", project.TenantId, StringComparison.Ordinal)
                .Replace("{projectId}", project.ProjectId, StringComparison.Ordinal).Replace("{", string.Empty, StringComparison.Ordinal)
                .Replace("}", string.Empty, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = Refusals.Body("{}") };

            using var response = await service.SendAsync(request);

            var requestId = Assert.Single(response.Headers.GetValues("X-Request-Id"));
            var record = (await application.App.Admin.ListAllAuditRecordsAsync(new AuditFilter { Action = action }, limit: 20)).Data
                .FirstOrDefault(record => record.RequestId == requestId
                    || (record.Tries is not null && record.StatusCode == (int)response.StatusCode));
            Assert.True(record is not null, $"{method} {path} left no record.");
            Assert.Equal((int)response.StatusCode, record.StatusCode);
            Assert.Equal(response.IsSuccessStatusCode ? "succeeded" : "refused", record.Outcome);
            walked++;
        }

        Assert.True(walked > 20, $"Only {walked} routes were walked.");
    }

    [Fact]
    public async Task A_record_says_who_did_what_to_what_when_from_where_and_how_it_ended()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{project.Path}/agents");
        request.Content = Refusals.Body("""{"id":"helper","name":"Helper"}""");
        request.Headers.UserAgent.ParseAdd("Terminal/1.0");

        using var response = await user.Http.SendAsync(request);

        var record = Assert.Single(await RecordsOfAsync(project, new AuditFilter { Action = "CreateAgent" }));
        Assert.Equal(new AuditActor("user", user.Id, user.Email), record.Actor);
        Assert.Equal(new AuditResource("agents", "helper"), record.Resource);
        Assert.Equal((project.TenantId, project.ProjectId), (record.TenantId, record.ProjectId));
        Assert.Equal(("succeeded", 201), (record.Outcome, record.StatusCode));
        Assert.Equal(("127.0.0.1", "Terminal/1.0"), (record.RemoteAddress, record.UserAgent));
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), record.RequestId);
        Assert.InRange(record.At, before, TimeProvider.System.GetUtcNow().AddSeconds(1));
    }

    [Fact]
    public async Task What_was_refused_is_recorded_as_that()
    {
        var project = await application.CreateProjectAsync();
        var viewer = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Viewer);

        using var forbidden = await viewer.Http.DeleteAsync($"{project.DestinationsPath}/crm");
        using var missing = await project.Http.DeleteAsync($"{project.DestinationsPath}/crm");

        var records = await RecordsOfAsync(project, new AuditFilter { Action = "DeleteWebhookDestination" });
        Assert.Equal(
            [("key", 404, "refused", "crm"), ("user", 403, "refused", "crm")],
            records.Select(record => (record.Actor.Kind, record.StatusCode ?? 0, record.Outcome, record.Resource?.Id)));
    }

    [Fact]
    public async Task What_a_stranger_tried_is_recorded_with_the_stranger_and_not_with_the_tenant()
    {
        var project = await application.CreateProjectAsync();
        var stranger = await application.CreateProjectAsync();

        using var response = await stranger.Http.DeleteAsync($"{project.DestinationsPath}/crm");

        Assert.Single(await RecordsOfAsync(stranger, new AuditFilter { Action = "DeleteWebhookDestination" }));
        Assert.Empty(await RecordsOfAsync(project, new AuditFilter { Action = "DeleteWebhookDestination" }));
    }

    [Fact]
    public async Task Signing_in_well_and_badly_and_out_is_recorded_with_every_tenant_of_the_user()
    {
        var first = await application.CreateProjectAsync();
        var second = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, first);
        var invitation = await second.Client.InviteMemberAsync(second.TenantId, new InviteMemberRequest(user.Email, MemberRole.Member));
        await TestUser.AcceptAsync(application.App, invitation.Token!);
        using var bad = await application.App.Anonymous.PostTextAsync(
            "/auth/sign-in", SignInTests.Credentials(user.Email, "wrong password"));
        using var good = await application.App.Anonymous.PostTextAsync(
            "/auth/sign-in", SignInTests.Credentials(user.Email, TestUser.Password));
        await user.Client.SignOutAsync();

        foreach (var project in (TestProject[])[first, second])
        {
            var records = await RecordsOfAsync(project, new AuditFilter { ActorId = user.Id });
            Assert.Equal(
                ["SignOut succeeded", "SignIn succeeded", "SignIn refused", "AcceptInvitation succeeded"],
                records.Take(4).Select(record => $"{record.Action} {record.Outcome}"));
            Assert.All(records, record => Assert.Equal((user.Email, null), (record.Actor.Name, record.Resource)));
        }
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_not_written_down()
    {
        var email = TestUser.NewEmail();
        using var response = await application.App.Anonymous.PostTextAsync(
            "/auth/sign-in", SignInTests.Credentials(email, "whatever it is"));
        var requestId = Assert.Single(response.Headers.GetValues("X-Request-Id"));

        var records = await application.App.Admin.ListAllAuditRecordsAsync(new AuditFilter { Action = "SignIn" }, limit: 100);

        // Tries of the same minute share a record.
        var record = records.Data.First(record => record.RequestId == requestId
            || record is { Tries: not null, StatusCode: 401, Actor.Kind: "nobody" });
        Assert.Equal(new AuditActor("nobody", null, null), record.Actor);
        Assert.Equal("refused", record.Outcome);
    }

    [Fact]
    public async Task Looking_is_not_recorded_and_neither_is_publishing()
    {
        var project = await application.CreateProjectAsync();
        await project.Client.ListAgentsAsync(project.TenantId, project.ProjectId);
        await project.PublishAsync();
        await project.CreateAgentAsync("last");

        var records = await RecordsOfAsync(project, new AuditFilter { ProjectId = project.ProjectId });

        Assert.Equal(["CreateAgent"], records.Select(record => record.Action));
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged_both_ways()
    {
        var project = await application.CreateProjectAsync();
        for (var number = 0; number < 5; number++)
        {
            await project.CreateAgentAsync($"agent-{number}");
        }

        var filter = new AuditFilter { Action = "CreateAgent", ProjectId = project.ProjectId };
        var first = await project.Client.ListAuditRecordsAsync(project.TenantId, filter, limit: 2);
        var second = await project.Client.ListAuditRecordsAsync(project.TenantId, filter, first.Next, limit: 2);
        var third = await project.Client.ListAuditRecordsAsync(project.TenantId, filter, second.Next, limit: 2);
        var back = await project.Client.ListAuditRecordsAsync(project.TenantId, filter, second.Previous, limit: 2);
        var later = filter with { From = first.Data[^1].At };
        var earlier = filter with { To = first.Data[^1].At };

        Assert.Equal(
            ["agent-4", "agent-3", "agent-2", "agent-1", "agent-0"],
            first.Data.Concat(second.Data).Concat(third.Data).Select(record => record.Resource?.Id));
        Assert.Null(third.Next);
        Assert.Equal(first.Data.Select(record => record.Id), back.Data.Select(record => record.Id));
        var newer = await RecordsOfAsync(project, later);
        var older = await RecordsOfAsync(project, earlier);
        Assert.Contains(first.Data[^1].Id, newer.Select(record => record.Id));
        Assert.Equal(5, newer.Count + older.Count);
        Assert.Empty(await RecordsOfAsync(project, filter with { ActorId = "nobody" }));
    }

    [Theory]
    [InlineData("from=yesterday", "/from")]
    [InlineData("to=2026-01-01T00:00:00", "/to")]
    [InlineData("cursor=x", "/cursor")]
    [InlineData("actorId=%00", "/actorId")]
    public async Task A_bad_query_is_refused_with_the_name_of_the_parameter(string query, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync($"/manage/tenants/{project.TenantId}/audit?{query}");

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task Any_span_of_time_can_be_asked_for()
    {
        const string query = "from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59Z";
        var project = await application.CreateProjectAsync();

        Assert.Equal(HttpStatusCode.OK, await project.Http.StatusOfAsync($"/manage/tenants/{project.TenantId}/audit?{query}"));
    }

    [Fact]
    public async Task A_key_that_was_used_has_a_record_of_it_and_one_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database);
        var project = await app.CreateProjectAsync();
        for (var number = 0; number < 5; number++)
        {
            await project.PublishAsync();
        }

        await app.StopAsync(); // Uses are written now and then, and at the end.

        Assert.Equal(
            ["Product 127.0.0.1 main"],
            await database.ColumnAsync<string>(
                "select actor_name || ' ' || remote_address || ' ' || project_id from audit_records where action = 'UseApiKey' and actor_name = 'Product'"));
    }

    [Fact]
    public async Task Revealing_a_secret_is_recorded_although_it_only_looks()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Id = "crm" });

        await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, "crm");

        var newest = (await RecordsOfAsync(project, new AuditFilter { ProjectId = project.ProjectId }))[0];
        Assert.Equal((new AuditResource("webhook-destinations", "crm"), "succeeded"), (newest.Resource, newest.Outcome));
        Assert.Contains("Secret", newest.Action, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<AuditRecordResponse>> RecordsOfAsync(TestProject project, AuditFilter filter) =>
        (await project.Client.ListAuditRecordsAsync(project.TenantId, filter, limit: 100)).Data;

    private async Task<IReadOnlyList<(string Method, string Path, string Action)>> ChangingOperationsAsync()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await application.App.Anonymous.GetStringAsync("/openapi/v1.json"));
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   where !path.Name.StartsWith("/run", StringComparison.Ordinal)
                   from operation in path.Value.EnumerateObject()
                   where operation.Name is "post" or "patch" or "put" or "delete"
                   // All have names.
                   select (operation.Name.ToUpperInvariant(), path.Name, operation.Value.GetProperty("operationId").GetString()!)];
    }
}
