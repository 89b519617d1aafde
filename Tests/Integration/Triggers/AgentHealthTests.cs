using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webhooks.Contracts;
using Webhooks.Core.Destinations;
using Webhooks.Core.History;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Triggers;

/// <summary>An agent's runUrl is switched off by the rules of destinations, says so, and is switched on again by setting it.</summary>
public sealed class AgentHealthTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Off = "The agent's runUrl is switched off: ";
    private const string Gone = "The receiver answered 410 Gone.";

    private readonly FailingDestinations failing = new(database.DataSource, Options.Create(new HealthOptions()), TimeProvider.System);

    [Fact]
    public async Task An_agent_that_is_gone_is_switched_off_until_its_run_url_is_set_again()
    {
        await using var agent = FakeReceiver.Start();
        agent.Enqueue(Answer.Status(410));
        agent.Default = Answer.Status(200, """{"content":"Thank you."}""");
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url("/run"));
        Assert.Null((await AgentOf(scene)).RunUrlDisabledReason);

        var first = Assert.Single(await scene.InvokeAsync());
        Assert.Equal("failed: HTTP 410: the receiver says that it is gone for good", await scene.WaitUntilFinishedAsync(first));

        var off = await AgentOf(scene);
        Assert.Equal((Gone, true), (off.RunUrlDisabledReason, off.RunUrlDisabledAt is not null));
        var records = await scene.Project.Client.ListAuditRecordsAsync(
            scene.Project.TenantId, new AuditFilter { Action = "DisableAgentRunUrl" });
        Assert.Equal(("agents", RunScene.AgentId), (Assert.Single(records.Data).Resource?.Kind, records.Data[0].Resource?.Id));

        // Nobody is called: the invocation fails at once, and what was said is stored.
        var second = Assert.Single(await scene.InvokeAsync());
        Assert.Equal($"failed: {Off}{Gone}", await scene.StatusAsync(second));
        Assert.Equal(["user: A push to main."], await scene.MessagesAsync(second));
        Assert.Equal(1, agent.RequestCount);

        Assert.Equal(Gone, (await UpdateAsync(scene, new() { Name = "Another name" })).RunUrlDisabledReason);
        var on = await UpdateAsync(scene, new() { RunUrl = agent.Url("/run").AbsoluteUri });
        Assert.Equal((null, null), (on.RunUrlDisabledReason, on.RunUrlDisabledAt));
        var third = Assert.Single(await scene.InvokeAsync());
        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(third));
    }

    [Fact]
    public async Task Another_run_url_is_on_whatever_became_of_the_one_before()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, new Uri("http://127.0.0.1:1/"));
        await SwitchOffAsync(scene);
        Assert.Equal("Nothing was delivered.", (await AgentOf(scene)).RunUrlDisabledReason);

        await UpdateAsync(scene, new() { RunUrl = "http://127.0.0.1:2/" });

        Assert.Equal(InvocationStatus.Pending, await scene.StatusAsync(Assert.Single(await scene.InvokeAsync())));
    }

    [Fact]
    public async Task What_waits_for_an_agent_that_is_switched_off_fails_with_the_reason()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var scene = await RunScene.CreateAsync(database, app, new Uri("http://127.0.0.1:1/"));
        var waiting = await scene.InvokeAsync(TimeSpan.FromMinutes(10), "one", "two");
        await SwitchOffAsync(scene);

        var signal = new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance);
        await new DeliveryRepair(database.DataSource, new DeliveryLog(database.DataSource), signal)
            .FinishUndeliverableAsync(1, CancellationToken.None);

        foreach (var invocation in waiting)
        {
            Assert.Equal($"failed: {Off}Nothing was delivered.", await scene.StatusAsync(invocation));
        }

        Assert.Equal(0, await database.CountAsync("delivery_queue where project_no = $1", -scene.Scope.ProjectNo));
    }

    [Fact]
    public async Task One_that_only_fails_is_warned_of_and_switched_off_like_a_destination()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(503);
        await using var app = await ApiApplication.StartAsync(database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());
        await scene.InvokeAsync();
        await Eventually.BecomesTrueAsync(
            async () => await database.CountAsync(
                "destinations where project_no = $1 and kind = 'agent' and failing_since is not null", scene.Scope.ProjectNo) == 1,
            "it is known to fail");
        await database.ExecuteAsync(
            "update destinations set failing_since = now() - interval '6 days' where project_no = $1 and kind = 'agent'",
            scene.Scope.ProjectNo);
        await database.ExecuteAsync(
            """
            insert into attempt_hours (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
            select -project_no, destination_no, now(), 7, 0, 60, 0, 0, '{}' from destinations where project_no = $1 and kind = 'agent'
            """,
            scene.Scope.ProjectNo);

        Assert.Contains(await failing.ReviewAsync(CancellationToken.None), done => done.Step == DisableStep.Warn);
        await database.ExecuteAsync(
            "update destinations set warned_at = now() - interval '2 days' where project_no = $1 and kind = 'agent'",
            scene.Scope.ProjectNo);
        Assert.Contains(await failing.ReviewAsync(CancellationToken.None), done => done.Step == DisableStep.Disable);

        Assert.StartsWith("Nothing was delivered for 6 days", (await AgentOf(scene)).RunUrlDisabledReason, StringComparison.Ordinal);
        var records = await scene.Project.Client.ListAuditRecordsAsync(scene.Project.TenantId, new AuditFilter());
        Assert.Equal(
            ["DisableAgentRunUrl", "WarnOfDisabling"],
            records.Data.Where(record => record.Actor.Kind == "service").Select(record => record.Action));
    }

    private static async Task<AgentResponse> AgentOf(RunScene scene)
    {
        var (client, project) = (scene.Project.Client, scene.Project);
        var agent = await client.GetAgentAsync(project.TenantId, project.ProjectId, RunScene.AgentId);
        Assert.Equal(agent, Assert.Single((await client.ListAgentsAsync(project.TenantId, project.ProjectId)).Data));
        return agent;
    }

    private static Task<AgentResponse> UpdateAsync(RunScene scene, UpdateAgentRequest change) =>
        scene.Project.Client.UpdateAgentAsync(scene.Project.TenantId, scene.Project.ProjectId, RunScene.AgentId, change);

    private Task<int> SwitchOffAsync(RunScene scene) => database.ExecuteAsync(
        """
        update destinations set enabled = false, disabled_reason = 'Nothing was delivered.', paused_at = now(), version = version + 1
        where project_no = $1 and kind = 'agent'
        """,
        scene.Scope.ProjectNo);
}
