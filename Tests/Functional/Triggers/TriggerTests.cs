using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>Managing triggers, and what a trigger is when nobody says how it authenticates.</summary>
public sealed class TriggerTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task A_trigger_that_says_nothing_demands_standard_webhooks_signatures_with_a_secret_shown_once()
    {
        var scene = await TriggerScene.CreateAsync(application.App);

        var trigger = await scene.CreateAsync();

        Assert.StartsWith("whsec_", trigger.Secret, StringComparison.Ordinal);
        Assert.Equal("standard-webhooks", trigger.SignatureVerification?.Preset);
        Assert.False(trigger.Authentication.Open);
        Assert.Equal(
            $"{application.App.Address}run/tenants/{scene.Project.TenantId}/projects/main/agents/{TriggerScene.AgentId}/triggers/{trigger.Id}", trigger.WebhookUrl);
        Assert.Null((await scene.GetAsync(trigger)).Secret);
        var (project, client) = (scene.Project, scene.Project.Client);
        Assert.Equal(
            trigger.Secret,
            (await client.GetTriggerSecretAsync(project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id)).Secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.PostAsync(trigger.WebhookUrl, "{}")).Status);
    }

    [Fact]
    public async Task Only_who_says_so_gets_an_open_trigger_and_it_is_marked_everywhere()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync();

        Assert.True(trigger.Authentication.Open);
        Assert.True((await scene.GetAsync(trigger)).Authentication.Open);
        var page = await scene.Project.Client.ListTriggersAsync(scene.Project.TenantId, scene.Project.ProjectId, TriggerScene.AgentId);
        Assert.True(Assert.Single(page.Data).Authentication.Open);

        var unsaid = await Assert.ThrowsAsync<WebhooksApiException>(() => scene.UpdateAsync(
            trigger, new UpdateTriggerRequest { Authentication = new SetTriggerAuthentication { Open = false } }));
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.StatusCode);
        var closed = await scene.UpdateAsync(trigger, new UpdateTriggerRequest
        {
            Authentication = new SetTriggerAuthentication { Headers = [new SetTriggerHeader("X-Api-Key", "value")] },
        });
        Assert.False(closed.Authentication.Open);
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => scene.UpdateAsync(
            trigger, new UpdateTriggerRequest { Authentication = new SetTriggerAuthentication { Headers = [] } }));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Triggers_of_all_agents_of_a_project_are_one_list_newest_first()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var (project, client) = (scene.Project, scene.Project.Client);
        await project.CreateAgentAsync("second");
        var other = await TriggerScene.CreateAsync(application.App);
        var first = await scene.CreateAsync();
        var last = await client.CreateTriggerAsync(project.TenantId, project.ProjectId, "second", new CreateTriggerRequest("Second"));
        await other.CreateAsync();

        var page = await client.ListProjectTriggersAsync(project.TenantId, project.ProjectId, limit: 1);
        var next = await client.ListProjectTriggersAsync(project.TenantId, project.ProjectId, page: 2, limit: 1);

        Assert.Equal(new Pagination(1, 1, 2, 2), page.Pagination);
        Assert.Equal(("second", last.Id, last.WebhookUrl), (page.Data[0].AgentId, page.Data[0].Id, page.Data[0].WebhookUrl));
        Assert.Equal((TriggerScene.AgentId, first.Id, first.WebhookUrl), (next.Data[0].AgentId, next.Data[0].Id, next.Data[0].WebhookUrl));
        Assert.Null(page.Data[0].Secret);
    }

    [Fact]
    public async Task Refusal_of_a_trigger_is_told_to_the_client_in_its_own_words()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(
            request => request with { InputSchema = TestProject.Json(new { required = new[] { "ref" } }) });

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() =>
            scene.Project.Client.InvokeTriggerAsync(new Uri(trigger.WebhookUrl), "{}"u8.ToArray()));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("ref", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, refused.Problem?.Detail);
    }

    [Fact]
    public async Task A_change_without_a_value_keeps_the_stored_one()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateAsync(request => request with
        {
            Authentication = new SetTriggerAuthentication
            {
                Headers = [new SetTriggerHeader("X-One", "first value"), new SetTriggerHeader("X-Two", "second value")],
            },
        });

        var changed = await scene.UpdateAsync(trigger, new UpdateTriggerRequest
        {
            Name = "Renamed",
            Authentication =
                new SetTriggerAuthentication { Headers = [new SetTriggerHeader("x-one"), new SetTriggerHeader("X-Two", "another value")] },
        });

        Assert.Equal("Renamed", changed.Name);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await scene.PostAsync(trigger.WebhookUrl, "{}", ("X-One", "first value"), ("X-Two", "another value"))).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await scene.PostAsync(trigger.WebhookUrl, "{}", ("X-One", "first value"), ("X-Two", "second value"))).Status);
    }

    [Theory]
    [InlineData("""{}""", "/name")]
    [InlineData("""{"name":"a","dispatchDelayMs":600001}""", "/dispatchDelayMs")]
    [InlineData("""{"name":"a","rateLimitPerMinute":0}""", "/rateLimitPerMinute")]
    [InlineData("""{"name":"a","bodyLimitBytes":2000000}""", "/bodyLimitBytes")]
    [InlineData("""{"name":"a","messageTemplate":"{{a"}""", "/messageTemplate")]
    [InlineData("""{"name":"a","inputSchema":{"type":"nothing"}}""", "/inputSchema/type")]
    [InlineData("""{"name":"a","authentication":{"open":true,"headers":[{"name":"X-A","value":"b"}]}}""", "/authentication/open")]
    [InlineData("""{"name":"a","authentication":{"headers":[{"name":"X A","value":"b"}]}}""", "/authentication/headers/0/name")]
    [InlineData("""{"name":"a","authentication":{"headers":[{"name":"X-A"}]}}""", "/authentication/headers/0/value")]
    [InlineData("""{"name":"a","authentication":{"headers":[]},"signatureVerification":null}""", "/authentication")]
    [InlineData("""{"name":"a","signatureVerification":{"preset":"nobody"}}""", "/signatureVerification/preset")]
    [InlineData("""{"name":"a","signatureVerification":{"preset":"stripe"}}""", "/signatureVerification/secret")]
    [InlineData("""{"name":"a","signatureVerification":{"preset":"standard-webhooks","secret":"short"}}""",
        "/signatureVerification/secret")]
    public async Task A_trigger_with_a_fault_is_refused_with_its_pointer(string body, string place)
    {
        var scene = await TriggerScene.CreateAsync(application.App);

        using var response = await scene.Project.Http.PostAsync(
            $"{scene.Project.Path}/agents/{TriggerScene.AgentId}/triggers",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains(problem.Errors ?? [], error => error.Pointer == place);
        Assert.Empty(
            (await scene.Project.Client.ListTriggersAsync(scene.Project.TenantId, scene.Project.ProjectId, TriggerScene.AgentId)).Data);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_that_only_follows_from_it()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var triggers = $"{scene.Project.Path}/agents/{TriggerScene.AgentId}/triggers";
        var stored = await scene.CreateAsync();
        const string faults = """
            "dispatchDelayMs":-1,"messageTemplate":"{{a","authentication":{"headers":[{"name":"X A","value":"b"},{"name":"X-B"}]},
            "signatureVerification":{"preset":"slack"},"runAsUserIds":["nobody"]
            """;
        string[] others = [
            "/authentication/headers/0/name", "/authentication/headers/1/value", "/dispatchDelayMs", "/messageTemplate", "/runAsUserIds/0"];

        Assert.Equal(
            [.. others, "/signatureVerification/secret"],
            await PointersAsync(scene, HttpMethod.Post, triggers, $$"""{"name":"a",{{faults}}}"""));
        // The secret is stored.
        Assert.Equal(others, await PointersAsync(scene, HttpMethod.Patch, $"{triggers}/{stored.Id}", $"{{{faults}}}"));
        Assert.Equal(
            ["/name", "/signatureVerification/secret"],
            await PointersAsync(scene, HttpMethod.Post, triggers, """{"signatureVerification":{"preset":"stripe"}}"""));
        Assert.Equal(
            ["/signatureVerification/secret"],
            await PointersAsync(
                scene, HttpMethod.Post, triggers, """{"name":"a","signatureVerification":{"preset":"stripe","secret":7}}"""));
        Assert.Equal(
            ["/signatureVerification/preset"],
            await PointersAsync(scene, HttpMethod.Post, triggers, """{"name":"a","signatureVerification":{"preset":"nobody"}}"""));
        Assert.Equivalent(stored with { Secret = null }, await scene.GetAsync(stored));
    }

    [Fact]
    public async Task An_agent_acts_only_for_users_who_may_act_in_the_project()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var admin = await TestUser.CreateAsync(application.App, scene.Project, MemberRole.Admin);
        var stranger = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync(), MemberRole.Admin);

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(
            () => scene.CreateOpenAsync(request => request with { RunAsUserIds = [admin.Id, stranger.Id] }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        var trigger = await scene.CreateOpenAsync(request => request with { RunAsUserIds = [admin.Id] });
        var (_, body, _) = await scene.PostAsync(trigger.WebhookUrl, "{}");
        Assert.Equal(admin.Id, Assert.Single(body.GetProperty("invocations").EnumerateArray()).GetProperty("runAsUserId").GetString());
    }

    [Fact]
    public async Task An_invocation_is_run_again_with_its_payload_or_with_a_message()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { MessageTemplate = "Hello {{name}}" });
        await scene.PostAsync(trigger.WebhookUrl, """{"name":"Ada"}""");
        var first = Assert.Single(await scene.InvocationsAsync(trigger));
        var (project, client) = (scene.Project, scene.Project.Client);

        await client.RerunInvocationAsync(project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id, first.Id);
        await client.RerunTriggerAsync(
            project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id,
            new RerunTriggerRequest { InvocationId = first.Id, UserMessage = "Hello again" });

        var invocations = await scene.InvocationsAsync(trigger);
        Assert.Equal(["Hello again", "Hello Ada", "Hello Ada"], invocations.Select(invocation => invocation.Message));
        Assert.Equal([first.Id, first.Id, null], invocations.Select(invocation => invocation.RerunOf));
        Assert.Equal(3, invocations.Select(invocation => invocation.ConversationId).Distinct().Count());
        var failed = await client.ListInvocationsAsync(
            project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id, InvocationStatus.Failed);
        Assert.Empty(failed.Data);
        var page = await client.ListInvocationsAsync(project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id, limit: 2);
        var next = await client.ListInvocationsAsync(
            project.TenantId, project.ProjectId, TriggerScene.AgentId, trigger.Id, cursor: page.Next, limit: 2);
        Assert.Equal(invocations.Select(invocation => invocation.Id), page.Data.Concat(next.Data).Select(invocation => invocation.Id));
    }

    [Fact]
    public async Task A_deleted_trigger_answers_as_if_it_had_never_been()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync();

        await scene.Project.Client.DeleteTriggerAsync(scene.Project.TenantId, scene.Project.ProjectId, TriggerScene.AgentId, trigger.Id);

        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.PostAsync(trigger.WebhookUrl, "{}")).Status);
        var gone = await Assert.ThrowsAsync<WebhooksApiException>(() => scene.GetAsync(trigger));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task<IEnumerable<string>> PointersAsync(TriggerScene scene, HttpMethod method, string path, string body)
    {
        using var request =
            new HttpRequestMessage(method, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var response = await scene.Project.Http.SendAsync(request);
        // It has some.
        return (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).Errors!.Select(error => error.Pointer)
            .Order(StringComparer.Ordinal);
    }
}
