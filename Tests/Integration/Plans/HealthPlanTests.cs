using Microsoft.Extensions.Options;
using Webhooks.Core.Destinations;
using Webhooks.Core.History;
using Webhooks.Core.Queue;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>Looking after destinations that fail reads those that fail, however many do not.</summary>
public sealed class HealthPlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    private readonly PlanRecorder recorder = new(filled.Database);

    public async Task InitializeAsync()
    {
        await filled.Database.ExecuteAsync(
            """
            insert into destinations (project_no, id, name, url, enabled, event_types, agent_ids, retry_policy, created_at, updated_at)
            select $1, 'well-' || number, 'Well', 'http://127.0.0.1:1/', true, array['event.created'], array[]::text[], 'standard', now(), now()
            from generate_series(1, 5000) number on conflict do nothing
            """,
            filled.Project.ProjectNo);
        foreach (var (table, step) in new[] { ("attempt_minutes", "mins"), ("attempt_hours", "hours") })
        {
            await filled.Database.ExecuteAsync(
                $$"""
                insert into {{table}} (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
                select $1, destination_no, now() - make_interval({{step}} => back), 0, 0, 1, 0, 0, '{1}'
                from generate_series(1, 400) destination_no, generate_series(0, 20) back
                on conflict do nothing
                """,
                filled.Project.ProjectNo);
        }

        await filled.Database.ExecuteAsync(
            "update destinations set failing_since = now() - interval '1 hour' where destination_no = $1", Failing);
        await filled.Database.ExecuteAsync("analyze destinations, attempt_minutes, attempt_hours");
    }

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private long Failing => filled.DestinationNos[0];

    [Fact]
    public Task Review_destinations_that_did_not_answer() => recorder.AssertPlansAsync(
        ["destinations_pkey", "attempt_minutes_pkey"],
        () => new DestinationBreaker(recorder.DataSource, Options.Create(new HealthOptions { BreakerAttempts = 1_000_000 }))
            .ReviewAsync([.. filled.DestinationNos], CancellationToken.None));

    [Fact]
    public async Task Review_destinations_that_only_fail()
    {
        var failing = new FailingDestinations(recorder.DataSource, Options.Create(new HealthOptions()), TimeProvider.System);
        await recorder.AssertPlansAsync(["destinations_failing", "attempt_hours_pkey"], () => failing.ReviewAsync(CancellationToken.None));
    }

    [Fact]
    public Task Read_the_health() => recorder.AssertPlansAsync(
        ["destinations_pkey", "attempt_minutes_pkey", "attempt_hours_pkey", "delivery_queue_due"],
        () => new DestinationHealthReader(recorder.DataSource).ReadAsync(Failing, CancellationToken.None));

    [Fact]
    public async Task Claim_a_probe()
    {
        var queue = new DeliveryQueue(recorder.DataSource);
        var register = new WorkerRegister(recorder.DataSource);
        var worker = QueueScene.NewId();
        await register.BeatAsync(worker, "prober", CancellationToken.None);
        await recorder.AssertPlansAsync(["destinations_pkey", "delivery_queue_due", "events_pkey"], async () =>
        {
            await filled.Database.ExecuteAsync("update destinations set open_until = now() where destination_no = $1", Failing);
            Assert.NotNull(await queue.ClaimProbeAsync(worker, QueueScene.NewId(), Failing, CancellationToken.None));
        });
        await filled.Database.ExecuteAsync("update destinations set open_until = null where destination_no = $1", Failing);
        await register.LeaveAsync(worker, holdsLeases: true, CancellationToken.None);
    }
}
