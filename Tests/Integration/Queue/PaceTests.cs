using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

/// <summary>Claims of destinations with a limit a second.</summary>
public sealed class PaceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task Claimers_at_the_same_time_share_no_moment_and_moments_are_evenly_apart()
    {
        const int perSecond = 1_000;
        var destination = await AddLimitedAsync(perSecond, deliveries: 900);
        var moments = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var worker = await scene.AddWorkerAsync();
            var mine = new List<DateTimeOffset>();
            while (await database.CountAsync("delivery_queue where destination_no = $1 and lease_id is null", destination) > 0)
            {
                mine.AddRange((await ClaimAsync(worker, destination, 13)).Deliveries.Select(delivery => Assert.NotNull(delivery.SendAt)));
            }

            return mine;
        })))).SelectMany(mine => mine).Order().ToList();

        Assert.Equal(900, moments.Count);
        var gaps = moments.Zip(moments.Skip(1), (one, next) => (next - one).TotalMilliseconds).ToList();
        Assert.All(gaps, gap => Assert.InRange(gap, 0.99, double.MaxValue));
    }

    [Fact]
    public async Task No_more_is_claimed_than_has_a_moment_within_the_next_second()
    {
        var destination = await AddLimitedAsync(perSecond: 10, deliveries: 50);
        var worker = await scene.AddWorkerAsync();

        var first = await ClaimAsync(worker, destination, 40);
        var second = await ClaimAsync(worker, destination, 40);

        Assert.Equal(10, first.Deliveries.Count);
        Assert.InRange(second.Deliveries.Count, 0, 9);
        Assert.True(first.Paces[destination].IsUsedUp);
        Assert.Equal(
            first.Deliveries.Select(delivery => delivery.DueAt).Order(),
            first.Deliveries.OrderBy(delivery => delivery.SendAt).Select(delivery => delivery.DueAt));
    }

    [Fact]
    public async Task A_claim_that_does_not_know_of_the_limit_gets_nothing_but_is_told()
    {
        var limited = await AddLimitedAsync(perSecond: 10, deliveries: 5);
        var project = await scene.AddProjectAsync();
        var other = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, other, 5);
        var worker = await scene.AddWorkerAsync();

        var batch = await scene.Queue.ClaimDueAsync(
            worker, QueueScene.NewId(), [new ClaimRequest(limited, 5), new ClaimRequest(other, 5)], CancellationToken.None);

        Assert.Equal([limited], batch.UnknownPaces);
        Assert.Equal(5, batch.Deliveries.Count);
        Assert.All(batch.Deliveries, delivery => Assert.Equal((other, null), (delivery.DestinationNo, delivery.SendAt)));
    }

    [Fact]
    public async Task What_has_no_limit_any_more_is_claimed_without_moments()
    {
        var destination = await AddLimitedAsync(perSecond: 0.1, deliveries: 5);
        await database.ExecuteAsync("update destinations set max_per_second = null where destination_no = $1", destination);
        var worker = await scene.AddWorkerAsync();

        var batch = await ClaimAsync(worker, destination, 5);

        Assert.Equal(5, batch.Deliveries.Count);
        Assert.All(batch.Deliveries, delivery => Assert.Null(delivery.SendAt));
        Assert.Empty(batch.Paces);
    }

    [Fact]
    public async Task A_quiet_destination_is_not_made_to_wait_for_moments_nobody_used()
    {
        var destination = await AddLimitedAsync(perSecond: 5, deliveries: 1);
        var worker = await scene.AddWorkerAsync();

        var batch = await ClaimAsync(worker, destination, 5);

        var pace = batch.Paces[destination];
        Assert.False(pace.IsUsedUp);
        Assert.Equal(pace.DatabaseTime, Assert.Single(batch.Deliveries).SendAt);
        Assert.Equal(pace.DatabaseTime + pace.Interval, pace.NextAt);
    }

    private async Task<long> AddLimitedAsync(double perSecond, int deliveries)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await database.ExecuteAsync("update destinations set max_per_second = $2 where destination_no = $1", destination, perSecond);
        await database.ExecuteAsync("insert into destination_rates (destination_no, next_at) values ($1, now())", destination);
        await scene.FillAsync(project, destination, deliveries);
        return destination;
    }

    private Task<ClaimedBatch> ClaimAsync(Guid worker, long destination, int take) => scene.Queue.ClaimDueAsync(
        worker, QueueScene.NewId(), [new ClaimRequest(destination, take, Paced: true)], CancellationToken.None);
}
