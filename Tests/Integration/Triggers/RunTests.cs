using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Core.Triggers;
using Webhooks.Tests.Integration.History;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Triggers;

/// <summary>An invocation is run through the queue, and its end, its reply and the attempt are recorded together.</summary>
public sealed class RunTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Reply = """{"content":"Thank you."}""";

    [Fact]
    public async Task The_reply_of_the_agent_becomes_the_assistants_message_and_fires_conversation_updated()
    {
        await using var agent = FakeReceiver.Start();
        await using var receiver = FakeReceiver.Start();
        agent.Default = Answer.Status(200, Reply);
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url("/run"));
        await scene.Project.CreateDestinationAsync(receiver.Url());

        var invocation = Assert.Single(await scene.InvokeAsync(users: "user-1"));

        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal(["user: A push to main.", "assistant: Thank you."], await scene.MessagesAsync(invocation));
        var types = (await receiver.WaitForRequestsAsync(2)).Select(
            request => JsonDocument.Parse(request.Body).RootElement.GetProperty("type").GetString());
        Assert.Equal(["conversation.created", "conversation.updated"], types.Order());
        var request = Assert.Single(agent.Requests);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(PublicId.ForInvocation(invocation.Key), request.Header("webhook-id"));
        Assert.Equal("user-1", body.GetProperty("runAsUserId").GetString());
        Assert.Equal("main", body.GetProperty("payload").GetProperty("ref").GetString());
        Assert.Equal("A push to main.", body.GetProperty("messages")[0].GetProperty("content").GetString());
        var secrets = await scene.Project.Client.GetAgentSecretsAsync(scene.Project.TenantId, scene.Project.ProjectId, RunScene.AgentId);
        var verifier = new WebhookSignatureVerifier([Assert.Single(secrets.Secrets).Secret]);
        Assert.Equal(SignatureOutcome.Valid, verifier.Verify(
            request.Body, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature")));
    }

    [Fact]
    public async Task A_run_is_none_of_the_projects_events_deliveries_or_destinations()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(200, Reply);
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url("/run"));
        var (client, tenantId, projectId) = (scene.Project.Client, scene.Project.TenantId, scene.Project.ProjectId);

        var invocation = Assert.Single(await scene.InvokeAsync());
        await scene.WaitUntilFinishedAsync(invocation);

        var events = await client.ListEventsAsync(tenantId, projectId);
        Assert.Equal(["conversation.updated", "conversation.created"], events.Data.Select(listed => listed.Type));
        Assert.Empty((await client.ListDeliveriesAsync(tenantId, projectId)).Data);
        Assert.Empty((await client.ListWebhookDestinationsAsync(tenantId, projectId)).Data);
        await CountedLedger.AssertTrueAsync(database);
        await Assert.ThrowsAsync<WebhooksApiException>(
            () => client.GetWebhookDestinationAsync(tenantId, projectId, RunDestination.IdOf(RunScene.AgentId)));
        await Assert.ThrowsAsync<WebhooksApiException>(() => client.UpdateWebhookDestinationAsync(
            tenantId, projectId, RunDestination.IdOf(RunScene.AgentId), new UpdateWebhookDestinationRequest { Enabled = false }));
    }

    [Theory]
    [InlineData(400, "", "failed: HTTP 400; not retried")]
    [InlineData(200, "thank you", "failed: The reply is not JSON in UTF-8; not retried")]
    [InlineData(200, """{"text":"Thank you."}""", "failed: The reply is no JSON object with a string \"content\"; not retried")]
    [InlineData(200, """{"content":" "}""", "failed: The reply is empty; not retried")]
    [InlineData(200, """{"content":"a\u0000b"}""", "failed: The reply has a NUL character; not retried")]
    [InlineData(200, """{"content":"\ud800"}""", "failed: The reply is not JSON in UTF-8; not retried")]
    public async Task An_invocation_without_a_usable_reply_fails_with_the_reason(int status, string body, string expected)
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(status, body);
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());

        var invocation = Assert.Single(await scene.InvokeAsync());

        Assert.Equal(expected, await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal(["user: A push to main."], await scene.MessagesAsync(invocation));
        agent.Default = Answer.Status(200, Reply);
        var next = Assert.Single(await scene.InvokeAsync());
        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(next));
    }

    [Fact]
    public async Task A_reply_of_64_KiB_is_taken_whole_and_a_longer_one_fails()
    {
        const int limit = 64 * 1024;
        var content = new string('x', limit - """{"content":""}""".Length);
        await using var agent = FakeReceiver.Start();
        agent.Enqueue(Answer.Status(200, $$"""{"content":"{{content}}"}"""), Answer.Status(200, $$"""{"content":"{{content}}x"}"""));
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());

        var taken = Assert.Single(await scene.InvokeAsync());
        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(taken));
        Assert.Equal($"assistant: {content}", (await scene.MessagesAsync(taken))[1]);

        var refused = Assert.Single(await scene.InvokeAsync());
        Assert.Equal("failed: The reply has more than 64 KiB; not retried", await scene.WaitUntilFinishedAsync(refused));
    }

    [Fact]
    public async Task A_run_that_meets_trouble_is_retried_and_fails_when_all_attempts_are_used_up()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(503);
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());

        var invocation = Assert.Single(await scene.InvokeAsync());

        Assert.Equal("failed: HTTP 503; all 3 attempts used up", await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal(3, agent.RequestCount);
    }

    [Fact]
    public async Task Without_a_run_url_an_invocation_succeeds_once_its_conversation_is_stored()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, null);

        var invocation = Assert.Single(await scene.InvokeAsync());

        Assert.Equal(InvocationStatus.Success, await scene.StatusAsync(invocation));
        Assert.Equal(["user: A push to main."], await scene.MessagesAsync(invocation));
    }

    [Fact]
    public async Task The_run_of_each_further_user_is_due_exactly_one_delay_later()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, new Uri("http://127.0.0.1:1/"));

        var invocations = await scene.InvokeAsync(TimeSpan.FromMilliseconds(600_000), "one", "two", "three");

        var due = await database.ColumnAsync<DateTime>(
            "select due_at from delivery_queue where project_no = $1 order by due_at", -scene.Scope.ProjectNo);
        var first = invocations[0].CreatedAt.UtcDateTime;
        Assert.Equal([first, first.AddMinutes(10), first.AddMinutes(20)], due);
        Assert.Equal(["one", "two", "three"], invocations.Select(invocation => invocation.RunAsUserId));
    }

    [Fact]
    public async Task A_delayed_run_is_made_when_it_is_due_by_a_worker_that_was_started_later()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(200, Reply);
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, agent.Url());
        IReadOnlyList<Invocation> invocations;
        await using (await WorkerApplication.StartAsync(database))
        {
            invocations = await scene.InvokeAsync(TimeSpan.FromSeconds(5), "one", "two");
            await scene.WaitUntilFinishedAsync(invocations[0]);
        }

        await using var later = await WorkerApplication.StartAsync(database);
        await scene.WaitUntilFinishedAsync(invocations[1]);

        var second = agent.Requests.Single(request => request.Header("webhook-id") == PublicId.ForInvocation(invocations[1].Key));
        Assert.True(second.ReceivedAt >= invocations[1].DueAt, $"{second.ReceivedAt:O} is before {invocations[1].DueAt:O}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_for_an_agent_that_is_deleted_or_loses_its_run_url_fails(bool deleted)
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, new Uri("http://127.0.0.1:1/"));
        var (client, tenantId, projectId) = (scene.Project.Client, scene.Project.TenantId, scene.Project.ProjectId);
        var invocation = Assert.Single(await scene.InvokeAsync());

        await (deleted
            ? client.DeleteAgentAsync(tenantId, projectId, RunScene.AgentId)
            : client.UpdateAgentAsync(tenantId, projectId, RunScene.AgentId, new UpdateAgentRequest { RunUrl = null }));
        var signal = new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance);
        await new DeliveryRepair(database.DataSource, new DeliveryLog(database.DataSource), signal)
            .FinishUndeliverableAsync(100, CancellationToken.None);

        Assert.StartsWith(
            "failed: The agent was deleted, or lost its runUrl", await scene.StatusAsync(invocation), StringComparison.Ordinal);
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task A_new_run_url_holds_for_what_waits()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(200, Reply);
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, new Uri("http://127.0.0.1:1/"));
        var invocation = Assert.Single(await scene.InvokeAsync());

        await scene.Project.Client.UpdateAgentAsync(
            scene.Project.TenantId, scene.Project.ProjectId, RunScene.AgentId,
            new UpdateAgentRequest { RunUrl = agent.Url("/new").AbsoluteUri });
        await using var worker = await WorkerApplication.StartAsync(database);

        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal("/new", Assert.Single(agent.Requests).Path);
    }
}
