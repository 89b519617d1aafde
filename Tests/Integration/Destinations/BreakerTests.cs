using Microsoft.Extensions.Options;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Destinations;

public sealed class BreakerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly DestinationBreaker breaker = new(database.DataSource, Options.Create(new HealthOptions()));

    [Fact]
    public async Task The_failures_of_all_workers_together_open_it_and_then_nobody_gets_a_delivery()
    {
        var destination = await AddAsync(30);
        var (one, other) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        await FailAsync(one, destination, 5);
        Assert.Empty(await breaker.ReviewAsync([destination], CancellationToken.None));
        await FailAsync(other, destination, 5);

        await AssertOpensForAsync(30, destination, async () =>
            Assert.Equal(destination, Assert.Single(await breaker.ReviewAsync([destination], CancellationToken.None)).DestinationNo));

        Assert.Empty(await scene.ClaimAsync(one, destination, 5));
        Assert.Null(await ProbeAsync(one, destination));
        Assert.Empty(await breaker.ReviewAsync([destination], CancellationToken.None));
        Assert.Equal(20, await database.CountAsync("delivery_queue where destination_no = $1 and attempt_count = 0 and lease_id is null", destination));
    }

    [Fact]
    public async Task It_stays_closed_while_enough_is_delivered()
    {
        var destination = await AddAsync(24);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 8);
        await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.Delivered())], CancellationToken.None);
        await CountInNextMinuteAsync(destination);
        await FailAsync(worker, destination, 12);

        Assert.Empty(await breaker.ReviewAsync([destination], CancellationToken.None));
        Assert.Single(await scene.ClaimAsync(worker, destination, 1));
    }

    [Fact]
    public async Task When_its_time_is_over_one_worker_gets_one_delivery_and_the_others_wait()
    {
        var destination = await OpenAsync();
        var workers = new[] { await scene.AddWorkerAsync(), await scene.AddWorkerAsync(), await scene.AddWorkerAsync() };
        await LetTimePassAsync(destination);
        var (waiting, _) = await scene.Queue.FindWaitingDestinationsAsync(destination - 1, 1, CancellationToken.None);
        Assert.Equal((destination, true), (waiting[0].Destination.DestinationNo, waiting[0].IsOpen));

        ClaimedDelivery?[] probes = [];
        await AssertOpensForAsync((int)DeliveryQueue.ProbePatience.TotalSeconds, destination, async () =>
            probes = await Task.WhenAll(workers.Select(worker => ProbeAsync(worker, destination))));

        Assert.True(Assert.Single(probes, probe => probe is not null)?.IsProbe);
        Assert.Empty(await scene.ClaimAsync(workers[0], destination, 5));
    }

    [Fact]
    public async Task A_probe_that_fails_opens_it_for_twice_as_long_and_one_that_is_answered_closes_it()
    {
        var destination = await OpenAsync();

        await AssertOpensForAsync(60, destination, () => breaker.ReopenAsync(destination, CancellationToken.None));
        await AssertOpensForAsync(120, destination, () => breaker.ReopenAsync(destination, CancellationToken.None));
        Assert.Equal(destination, (await breaker.CloseAsync(destination, CancellationToken.None))?.DestinationNo);

        Assert.Null(await breaker.CloseAsync(destination, CancellationToken.None));
        Assert.Null(await breaker.ReopenAsync(destination, CancellationToken.None));
        Assert.NotEmpty(await scene.ClaimAsync(await scene.AddWorkerAsync(), destination, 5));
        // What failed before it closed does not open it again.
        await database.ExecuteAsync(
            "update attempt_minutes m set at = date_trunc('minute', d.closed_at) from destinations d where d.destination_no = $1 and m.destination_no = $1", destination);
        Assert.Empty(await breaker.ReviewAsync([destination], CancellationToken.None));
    }

    [Fact]
    public async Task Opening_again_soon_goes_on_doubling()
    {
        var destination = await OpenAsync();
        await breaker.CloseAsync(destination, CancellationToken.None);
        await database.ExecuteAsync(
            "update destinations set closed_at = now() - interval '3 minutes' where destination_no = $1", destination);

        await AssertOpensForAsync(
            60, destination, async () => Assert.Single(await breaker.ReviewAsync([destination], CancellationToken.None)));
    }

    [Fact]
    public async Task Many_open_at_once_each_for_a_time_of_its_own()
    {
        var (again, open, fresh, well) = (await OpenAsync(), await OpenAsync(), await AddAsync(30), await AddAsync(1));
        await breaker.CloseAsync(again, CancellationToken.None);
        await database.ExecuteAsync("update destinations set closed_at = now() - interval '3 minutes' where destination_no = $1", again);
        await FailAsync(await scene.AddWorkerAsync(), fresh, 12);

        await AssertOpensForAsync(60, again, () => AssertOpensForAsync(30, fresh, async () =>
            Assert.Equal(
                [again, fresh],
                (await breaker.ReviewAsync([again, open, fresh, well], CancellationToken.None)).Select(one => one.DestinationNo).Order())));
    }

    [Fact]
    public async Task Nothing_due_is_no_probe_and_leaves_the_moment_alone()
    {
        var destination = await OpenAsync();
        await database.ExecuteAsync("update delivery_queue set due_at = now() + interval '1 hour' where destination_no = $1", destination);
        await LetTimePassAsync(destination);

        Assert.Null(await ProbeAsync(await scene.AddWorkerAsync(), destination));

        Assert.True(
            await database.ScalarAsync<bool>("select open_until <= now() from destinations where destination_no = $1", destination));
    }

    private async Task<long> AddAsync(int deliveries)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, deliveries);
        return destination;
    }

    private async Task<long> OpenAsync()
    {
        var destination = await AddAsync(30);
        await FailAsync(await scene.AddWorkerAsync(), destination, 12);
        Assert.Single(await breaker.ReviewAsync([destination], CancellationToken.None));
        return destination;
    }

    private async Task FailAsync(Guid worker, long destination, int count)
    {
        var held = await scene.ClaimAsync(worker, destination, count);
        Assert.Equal(count, held.Count);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.RetryAt(later))], CancellationToken.None);
        await CountInNextMinuteAsync(destination);
    }

    /// <summary>A minute that ends during a test would leave a part of its counts behind.</summary>
    private Task<int> CountInNextMinuteAsync(long destination) => database.ExecuteAsync(
        """
        with counted as (delete from attempt_minutes where destination_no = $1 returning *)
        insert into attempt_minutes (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
        select project_no, destination_no, date_trunc('minute', now()) + interval '1 minute', 0, sum(delivered), sum(retry), 0, 0, '{}'
        from counted group by 1, 2
        """,
        destination);

    private Task<int> LetTimePassAsync(long destination) =>
        database.ExecuteAsync("update destinations set open_until = now() where destination_no = $1", destination);

    private Task<ClaimedDelivery?> ProbeAsync(Guid worker, long destination) =>
        scene.Queue.ClaimProbeAsync(worker, QueueScene.NewId(), destination, CancellationToken.None);

    /// <summary>By the database's time before and after, so that nothing depends on how long it takes.</summary>
    private async Task AssertOpensForAsync(int seconds, long destination, Func<Task> change)
    {
        var before = await database.ScalarAsync<DateTime>("select now()");
        await change();
        var after = await database.ScalarAsync<DateTime>("select now()");
        var until = await database.ScalarAsync<DateTime>("select open_until from destinations where destination_no = $1", destination);
        Assert.InRange(until, before.AddSeconds(seconds), after.AddSeconds(seconds));
    }
}
