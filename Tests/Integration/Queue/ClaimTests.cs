using System.Collections.Concurrent;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

public sealed class ClaimTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task Claimers_never_share_a_delivery_and_leave_none()
    {
        const int claimers = 6;
        const int destinations = 4;
        const int deliveries = 500;
        var project = await scene.AddProjectAsync();
        var numbers = new List<long>();
        for (var number = 0; number < destinations; number++)
        {
            numbers.Add(await scene.AddDestinationAsync(project));
            await scene.FillAsync(project, numbers[number], deliveries);
        }

        var claimed = new ConcurrentBag<(Guid, long)>();
        await Task.WhenAll(Enumerable.Range(0, claimers).Select(_ => Task.Run(async () =>
        {
            var worker = await scene.AddWorkerAsync();
            while (claimed.Count < destinations * deliveries)
            {
                var batch = await scene.Queue.ClaimDueAsync(
                    worker, QueueScene.NewId(), [.. numbers.Select(number => new ClaimRequest(number, 7))], CancellationToken.None);
                foreach (var delivery in batch.Deliveries)
                {
                    claimed.Add((delivery.EventKey, delivery.DestinationNo));
                }
            }
        })));

        Assert.Equal(destinations * deliveries, claimed.Count);
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
    }

    [Fact]
    public async Task Two_claimers_that_ask_for_the_last_delivery_at_the_same_moment_get_it_once_every_time()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var workers = new[] { await scene.AddWorkerAsync(), await scene.AddWorkerAsync() };
        for (var round = 0; round < 100; round++)
        {
            await scene.FillAsync(project, destination, 1);

            var claims = await Task.WhenAll(workers.Select(worker => scene.ClaimAsync(worker, destination, 1)));

            var delivery = Assert.Single(claims.SelectMany(claim => claim));
            await scene.Queue.RecordAsync(workers[0], [delivery.Delivered()], CancellationToken.None);
        }

        Assert.Equal(100, await database.CountAsync("deliveries where destination_no = $1", destination));
    }

    [Fact]
    public async Task A_claim_takes_as_many_of_each_destination_as_asked_oldest_due_first()
    {
        var project = await scene.AddProjectAsync();
        var (first, second) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, first, 5, dueSecondsAgo: 10);
        await scene.FillAsync(project, first, 5, dueSecondsAgo: 100);
        await scene.FillAsync(project, second, 5, dueSecondsAgo: 50);
        var worker = await scene.AddWorkerAsync();

        var batch = await scene.Queue.ClaimDueAsync(
            worker, QueueScene.NewId(), [new ClaimRequest(first, 6), new ClaimRequest(second, 2)], CancellationToken.None);

        var ages = batch.Deliveries.Where(delivery => delivery.DestinationNo == first)
            .Select(delivery => Math.Round((TimeProvider.System.GetUtcNow() - delivery.DueAt).TotalSeconds / 50)).ToList();
        Assert.Equal([2, 2, 2, 2, 2, 0], ages);
        Assert.Equal(2, batch.Deliveries.Count(delivery => delivery.DestinationNo == second));
    }

    [Fact]
    public async Task What_is_not_due_yet_is_not_claimed_and_announced_instead()
    {
        var project = await scene.AddProjectAsync();
        var (waiting, empty) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, waiting, 2, dueSecondsAgo: -500);
        await scene.FillAsync(project, waiting, 2, dueSecondsAgo: -1000);
        var worker = await scene.AddWorkerAsync();

        var batch = await scene.Queue.ClaimDueAsync(
            worker, QueueScene.NewId(), [new ClaimRequest(waiting, 5), new ClaimRequest(empty, 5)], CancellationToken.None);

        Assert.Empty(batch.Deliveries);
        Assert.Equal(waiting, Assert.Single(batch.NextDue).Key);
        Assert.InRange((batch.NextDue[waiting] - TimeProvider.System.GetUtcNow()).TotalSeconds, 400, 500);
    }

    [Theory]
    [InlineData("enabled = false, paused_at = now()")]
    [InlineData("deleted_at = now()")]
    public async Task Nothing_is_claimed_of_a_paused_or_deleted_destination(string change)
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 3);
        await database.ExecuteAsync($"update destinations set {change} where destination_no = $1", destination);
        var worker = await scene.AddWorkerAsync();

        Assert.Empty(await scene.ClaimAsync(worker, destination, 5));
        Assert.DoesNotContain(destination, (await FindWaitingAsync()).Select(found => found.Destination.DestinationNo));
    }

    [Fact]
    public async Task Destinations_with_waiting_deliveries_are_found_page_by_page_with_their_first_due_time()
    {
        var project = await scene.AddProjectAsync();
        var numbers = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            numbers.Add(await scene.AddDestinationAsync(project));
            await scene.FillAsync(project, numbers[number], 3, dueSecondsAgo: 100);
            await scene.FillAsync(project, numbers[number], 3, dueSecondsAgo: 200);
        }

        await scene.AddDestinationAsync(project);
        var found = (await FindWaitingAsync()).Where(waiting => waiting.Destination.TenantNo == project.TenantNo).ToList();

        Assert.Equal(numbers, found.Select(waiting => waiting.Destination.DestinationNo));
        Assert.All(found, waiting => Assert.InRange((TimeProvider.System.GetUtcNow() - waiting.DueAt).TotalSeconds, 199, 290));
    }

    private async Task<IReadOnlyList<WaitingDestination>> FindWaitingAsync()
    {
        var found = new List<WaitingDestination>();
        for (long? after = 0; after is not null;)
        {
            (var page, after) = await scene.Queue.FindWaitingDestinationsAsync(after.Value, 3, CancellationToken.None);
            found.AddRange(page);
        }

        return found;
    }
}
