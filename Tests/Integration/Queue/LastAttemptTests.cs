using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Core.History;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

/// <summary>The attempt that finished a delivery is kept in its row; people see no difference.</summary>
public sealed class LastAttemptTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly DeliveryLog log = new(database.DataSource);

    [Fact]
    public async Task A_delivery_of_one_attempt_takes_one_row()
    {
        var (worker, delivery) = await ClaimOneAsync();

        await scene.Queue.RecordAsync(worker, [delivery.Delivered()], CancellationToken.None);

        Assert.Equal(0, await database.CountAsync("attempts where destination_no = $1", delivery.DestinationNo));
        Assert.Equal(
            1, await database.CountAsync("recorded_attempts where destination_no = $1 and worker_id = $2", delivery.DestinationNo, worker));
    }

    [Fact]
    public async Task All_that_is_known_of_an_attempt_is_kept_with_either_kind()
    {
        var (worker, delivery) = await ClaimOneAsync();
        var result = new AttemptResult
        {
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()),
            Duration = TimeSpan.FromMilliseconds(64),
            StatusCode = 503,
            FailureClass = FailureClass.Timeout,
            Error = "no answer in time",
            Timings = new PhaseTimings(1, 2, 4, 8, 64) { RepeatMs = 16 },
            ResponseBody = [1, 2, 3],
        };
        var due = result.StartedAt.AddMinutes(-1);

        await scene.Queue.RecordAsync(worker, [new(delivery, result, new Verdict.RetryAt(due, "HTTP 503"))], CancellationToken.None);
        var again = Assert.Single(await scene.ClaimAsync(worker, delivery.DestinationNo, 1));
        await scene.Queue.RecordAsync(worker, [new(again, result, new Verdict.Failed("gave up"))], CancellationToken.None);

        var attempts = (await FindAsync(delivery)).Attempts;
        var next = attempts[0].NextAttemptAt;
        Assert.InRange((next - due)?.TotalSeconds ?? double.NaN, -1, 60); // As far from the database's time as it was from this process's.
        var expected = new AttemptRow(1, result.StartedAt, 64, 503, "retry", "timeout", "no answer in time", next, 1, 2, 4, 8, [], 16);
        Assert.Equal(
            [expected, expected with { Number = 2, Verdict = "failed", NextAttemptAt = null }],
            attempts.Select(attempt => attempt with { ResponseBody = expected.ResponseBody }));
        Assert.All(attempts, attempt => Assert.Equal([1, 2, 3], attempt.ResponseBody));
    }

    [Fact]
    public async Task The_attempt_that_was_answered_with_gone_says_so()
    {
        var (worker, delivery) = await ClaimOneAsync();

        await scene.Queue.RecordAsync(worker, [delivery.Gone()], CancellationToken.None);

        var found = await FindAsync(delivery);
        Assert.Equal(("failed", "gone"), (found.Delivery.State, Assert.Single(found.Attempts).Verdict));
    }

    [Fact]
    public async Task A_resent_delivery_that_is_cancelled_before_it_is_sent_keeps_its_attempts()
    {
        var (worker, delivery) = await ClaimOneAsync();
        var repair = new DeliveryRepair(database.DataSource, log, new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));
        await scene.Queue.RecordAsync(worker, [delivery.Gone()], CancellationToken.None);
        var before = await FindAsync(delivery);

        Assert.Equal(
            RepairOutcome.Done,
            await repair.ResendAsync(1, delivery.ProjectNo, delivery.EventKey, delivery.DestinationNo, CancellationToken.None));
        var waiting = await FindAsync(delivery);
        Assert.Equal(
            RepairOutcome.Done,
            await repair.CancelAsync(delivery.ProjectNo, delivery.EventKey, delivery.DestinationNo, CancellationToken.None));
        var cancelled = await FindAsync(delivery);

        Assert.Equal(("cancelled", 1), (cancelled.Delivery.State, cancelled.Delivery.AttemptCount));
        foreach (var found in new[] { waiting, cancelled })
        {
            Assert.Equivalent(Assert.Single(before.Attempts), Assert.Single(found.Attempts), strict: true);
        }
    }

    [Fact]
    public async Task Results_of_a_batch_that_lost_their_leases_change_nothing_beside_those_that_did_not()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 8);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 8);
        await scene.Queue.ReleaseAsync([.. held.Where((_, index) => index % 4 >= 2)], CancellationToken.None);
        var when = TimeProvider.System.GetUtcNow().AddMinutes(10);

        var recorded = await scene.Queue.RecordAsync(
            worker, [.. held.Select((delivery, index) => index % 2 == 0 ? delivery.Delivered() : delivery.RetryAt(when))],
            CancellationToken.None);

        Assert.Equal(
            held.Where((_, index) => index % 4 < 2).Select(delivery => delivery.EventKey).Order(), recorded.Select(pair => pair.EventKey)
                .Order());
        Assert.Equal(2, await database.CountAsync("deliveries where destination_no = $1", destination));
        Assert.Equal(2, await database.CountAsync("delivery_queue where destination_no = $1 and attempt_count = 1", destination));
        Assert.Equal(4, await database.CountAsync("delivery_queue where destination_no = $1 and attempt_count = 0", destination));
        Assert.Equal(4, await database.CountAsync("recorded_attempts where destination_no = $1", destination));
    }

    private async Task<(Guid Worker, ClaimedDelivery Delivery)> ClaimOneAsync()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 1);
        var worker = await scene.AddWorkerAsync();
        return (worker, Assert.Single(await scene.ClaimAsync(worker, destination, 1)));
    }

    private async Task<DeliveryWithAttempts> FindAsync(ClaimedDelivery delivery) => Assert.IsType<DeliveryWithAttempts>(
        await log.FindAsync(delivery.ProjectNo, delivery.EventKey, delivery.DestinationNo, CancellationToken.None));
}
