using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>
/// Every written statement uses the index that its comment names. Each is run often enough to be planned for any parameters, too.
/// </summary>
public sealed class PlanTests : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    private readonly FilledDatabase filled;
    private readonly PlanRecorder recorder;
    private readonly DeliveryQueue queue;
    private readonly WorkerRegister register;
    private readonly DeliveryRepair repair;
    private readonly Guid worker = QueueScene.NewId();

    public PlanTests(FilledDatabase filled)
    {
        this.filled = filled;
        recorder = new PlanRecorder(filled.Database);
        queue = new DeliveryQueue(recorder.DataSource);
        register = new WorkerRegister(recorder.DataSource);
        repair = new DeliveryRepair(
            recorder.DataSource, new DeliveryLog(recorder.DataSource), new DueSignal(recorder.DataSource, NullLogger<DueSignal>.Instance));
    }

    public Task InitializeAsync() => register.BeatAsync(worker, "planner", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await register.LeaveAsync(worker, holdsLeases: true, CancellationToken.None);
        await recorder.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(10, 50)]
    public Task Claim_and_next_due(int destinations, int take) => recorder.AssertPlansAsync(
        ["delivery_queue_due", "events_pkey"],
        () => queue.ClaimDueAsync(
            worker,
            QueueScene.NewId(),
            [.. filled.DestinationNos.Take(destinations).Select(number => new ClaimRequest(number, take))],
            CancellationToken.None));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Claim_with_limits(int destinations)
    {
        var numbers = filled.DestinationNos.Take(destinations).ToArray();
        await filled.Database.ExecuteAsync("update destinations set max_per_second = 100 where destination_no = any($1)", numbers);
        await AddOtherLimitsAsync();
        await recorder.AssertPlansAsync(
            ["delivery_queue_due", "events_pkey", "destination_rates_pkey", "destinations_pkey"], () => queue.ClaimDueAsync(
            worker, QueueScene.NewId(), [.. numbers.Select(number => new ClaimRequest(number, 50, Paced: true))], CancellationToken.None));
        await filled.Database.ExecuteAsync("update destinations set max_per_second = null");
    }

    [Fact]
    public Task Waiting_destinations() => recorder.AssertPlansAsync(
        ["delivery_queue_due"], () => queue.FindWaitingDestinationsAsync(0, 2_000, CancellationToken.None));

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public Task Record(int count) => recorder.AssertPlansAsync(["delivery_queue_pkey"], async () =>
    {
        var held = await HoldNewAsync(count);
        var when = TimeProvider.System.GetUtcNow().AddHours(1);
        await queue.RecordAsync(
            worker, [.. held.Select((delivery, index) => index % 2 == 1 ? delivery.Delivered() : delivery.RetryAt(when))],
            CancellationToken.None);
    });

    /// <summary>What is finished is found where it was leased; only what is not there any more by its key.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(400, true)]
    [InlineData(400, false)]
    public async Task Finish(int count, bool thereStill)
    {
        for (var run = 0; run < PlanRecorder.Runs; run++)
        {
            var held = await HoldNewAsync(count);
            var plans = await recorder.RecordAsync(() => queue.RecordAsync(
                worker, [.. held.Select(delivery => (thereStill ? delivery : delivery with { RowAddress = default }).Delivered())],
                CancellationToken.None));

            Assert.DoesNotContain(plans, plan => plan.ScannedTables.Contains("delivery_queue"));
            Assert.Equal(thereStill, !plans.Any(plan => plan.Indexes.Contains("delivery_queue_pkey")));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public Task Release(int count) => recorder.AssertPlansAsync(
        ["delivery_queue_pkey"], async () => await queue.ReleaseAsync([.. await HoldAsync(count)], CancellationToken.None));

    /// <summary>Only releasing what a dead worker held reads the queue, and only then: see <c>ReleasePagesSql</c>.</summary>
    [Fact]
    public Task Heartbeat_and_leave() => recorder.AssertPlansAsync([], async () =>
    {
        var other = QueueScene.NewId();
        await register.BeatAsync(other, "leaving", CancellationToken.None);
        await register.BeatAsync(worker, "planner", CancellationToken.None);
        await register.LeaveAsync(other, holdsLeases: false, CancellationToken.None);
    });

    /// <summary>A part of the table at a time, by where the rows are.</summary>
    [Fact]
    public async Task Release_what_a_silent_worker_held()
    {
        var plans = await recorder.RecordAsync(async () =>
        {
            var silent = QueueScene.NewId();
            await register.BeatAsync(silent, "silent", CancellationToken.None);
            await register.LeaveAsync(silent, holdsLeases: true, CancellationToken.None);
            await register.ReleaseOrphansAsync(CancellationToken.None);
        });

        var releasing = plans.Where(plan => plan.Query.Contains("tid", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(releasing);
        Assert.All(releasing, plan => Assert.Contains("Tid Range Scan delivery_queue", plan.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(200, false)]
    [InlineData(200, true)]
    public Task Store(int count, bool chosenIds) => recorder.AssertPlansAsync(chosenIds ? ["event_ids_pkey"] : [], async () =>
    {
        var version = await filled.Database.ScalarAsync<long>(
            "select version from projects where project_no = $1", filled.Project.ProjectNo);
        var store = new EventStore(recorder.DataSource);
        var pending = Enumerable.Range(0, count).Select(_ => Pending(version, chosenIds)).ToList();
        await store.StoreAsync(pending, CancellationToken.None);
        await store.StoreAsync(chosenIds ? pending : [Pending(version, chosenIds)], CancellationToken.None);
    });

    [Fact]
    public async Task Write_what_was_put_off()
    {
        await filled.Database.ExecuteAsync(
            """
            insert into fan_outs (tenant_no, project_no, event_id, slice, at, destinations)
            select n % 40, 0, overlay(uuid_at(now())::text placing lpad(n::text, 12, '0') from 25)::uuid, 0, now(), array[n]
            from generate_series(1, 20000) n
            """);
        await filled.Database.ExecuteAsync("analyze fan_outs");

        await recorder.AssertPlansAsync(
            ["fan_outs_turn"], () => new FanOutQueue(recorder.DataSource).TakeTurnAsync(7, CancellationToken.None));

        await filled.Database.ExecuteAsync("truncate fan_outs");
        await filled.Database.ExecuteAsync("delete from delivery_queue where project_no = 0");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public Task Read_the_stats(int minutes)
    {
        var now = TimeProvider.System.GetUtcNow();
        var step = TimeSpan.FromMinutes(minutes);
        return recorder.AssertPlansAsync([minutes == 1 ? "attempt_minutes_pkey" : "attempt_hours_pkey"], async () =>
        {
            await queue.RecordAsync(worker, [.. (await HoldAsync(1)).Select(delivery => delivery.Delivered())], CancellationToken.None);
            await new AttemptStats(recorder.DataSource).ReadAsync(
                filled.Project.ProjectNo, filled.DestinationNos[1], StatsSpan.Around(now.AddHours(-1), now, step), CancellationToken.None);
        });
    }

    [Fact]
    public Task Resend_and_cancel() => recorder.AssertPlansAsync(["delivery_queue_pkey"], async () =>
    {
        var key = await filled.Database.ScalarAsync<Guid>(
            "select event_id from deliveries where destination_no = $1 and state = 'delivered' limit 1", filled.DestinationNos[0]);
        Assert.Equal(
            RepairOutcome.Done,
            await repair.ResendAsync(1, filled.Project.ProjectNo, key, filled.DestinationNos[0], CancellationToken.None));
        Assert.Equal(
            RepairOutcome.Done, await repair.CancelAsync(filled.Project.ProjectNo, key, filled.DestinationNos[0], CancellationToken.None));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public Task Finish_what_cannot_be_delivered(int limit) => recorder.AssertPlansAsync(
        ["delivery_queue_due", "events_pkey"],
        async () =>
        {
            await new QueueScene(filled.Database).FillAsync(filled.Project, filled.DeletedDestinationNo, 2 * limit);
            Assert.NotEqual(0, await repair.FinishUndeliverableAsync(limit, CancellationToken.None));
        });

    [Fact]
    public Task Discard_what_is_held() => recorder.AssertPlansAsync(["delivery_queue_due", "events_pkey"], async () =>
    {
        var scene = new QueueScene(filled.Database);
        var destination = await scene.AddDestinationAsync(filled.Project, enabled: false);
        await scene.FillAsync(filled.Project, destination, 20);
        await using var connection = await recorder.DataSource.OpenConnectionAsync();
        Assert.Equal(20, await DeliveryRepair.DiscardHeldAsync(connection, destination, CancellationToken.None));
    });

    [Fact]
    public Task Load_the_destinations_of_a_project() => recorder.AssertPlansAsync([], async () =>
    {
        var cache = new DestinationCache(null, TimeProvider.System, NullLogger<DestinationCache>.Instance);
        Assert.NotNull(
            await new DestinationDirectory(recorder.DataSource, cache).ReloadAsync(filled.Project.ProjectNo, CancellationToken.None));
    });

    /// <summary>So many that reading all of them would be noticed.</summary>
    private async Task AddOtherLimitsAsync()
    {
        var other = await new QueueScene(filled.Database).AddProjectAsync();
        await filled.Database.ExecuteAsync(
            """
            insert into destinations (project_no, id, name, url, enabled, event_types, agent_ids, retry_policy, max_per_second, created_at, updated_at)
            select $1, 'limited-' || number, 'Limited', 'http://127.0.0.1:1/', true, array['event.created'], array[]::text[], 'standard', 5, now(), now()
            from generate_series(1, 3000) number
            """,
            other.ProjectNo);
        await filled.Database.ExecuteAsync(
            "insert into destination_rates (destination_no, next_at) select destination_no, now() from destinations on conflict do nothing");
        await filled.Database.ExecuteAsync("analyze destinations, destination_rates");
    }

    private PendingEvent Pending(long version, bool chosenId)
    {
        var key = QueueScene.NewId();
        var identity = new EventIdentity(key, chosenId ? $"chosen-{key:N}" : PublicId.ForEvent(key), TimeProvider.System.GetUtcNow());
        return new PendingEvent(
            filled.Project, new StoredEvent(identity, "event.created", null, 1, null, [1]), chosenId, version, [filled.DestinationNos[0]]);
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> HoldAsync(int count) =>
        (await queue.ClaimDueAsync(
            worker, QueueScene.NewId(), [new ClaimRequest(filled.DestinationNos[1], count)], CancellationToken.None)).Deliveries;

    private async Task<IReadOnlyList<ClaimedDelivery>> HoldNewAsync(int count)
    {
        await new QueueScene(filled.Database).FillAsync(filled.Project, filled.DestinationNos[1], count);
        var held = await HoldAsync(count);
        Assert.NotEmpty(held);
        return held;
    }
}
