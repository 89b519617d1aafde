using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

public sealed class LeaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset InAnHour = TimeProvider.System.GetUtcNow().AddHours(1);

    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task A_result_of_a_worker_that_lost_its_lease_is_discarded()
    {
        var (slow, quick, destination) = await LoseLeaseAsync();

        var recorded = await scene.Queue.RecordAsync(slow.Worker, [slow.Delivery.Delivered()], CancellationToken.None);

        Assert.Empty(recorded);
        Assert.Equal(0, await database.CountAsync("recorded_attempts where destination_no = $1", destination));
        Assert.Equal(0, await database.CountAsync("deliveries where destination_no = $1", destination));
        Assert.Single(await scene.Queue.RecordAsync(quick.Worker, [quick.Delivery.Delivered()], CancellationToken.None));
        Assert.Equal(
            1, await database.CountAsync("recorded_attempts where destination_no = $1 and worker_id = $2", destination, quick.Worker));
        Assert.Equal(1, await database.CountAsync("deliveries where destination_no = $1 and state = 'delivered'", destination));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_cannot_pause_the_destination()
    {
        var (slow, quick, destination) = await LoseLeaseAsync();

        var recorded = await scene.Queue.RecordAsync(slow.Worker, [slow.Delivery.Gone()], CancellationToken.None);

        Assert.Empty(recorded);
        Assert.Equal(1, await database.CountAsync("destinations where destination_no = $1 and enabled and version = 1", destination));
        await scene.Queue.RecordAsync(quick.Worker, [quick.Delivery.Gone()], CancellationToken.None);
        Assert.Equal(1, await database.CountAsync("destinations where destination_no = $1 and not enabled", destination));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_cannot_reschedule()
    {
        var (slow, quick, destination) = await LoseLeaseAsync();

        var recorded = await scene.Queue.RecordAsync(slow.Worker, [slow.Delivery.RetryAt(InAnHour)], CancellationToken.None);

        Assert.Empty(recorded);
        Assert.Equal(1, await database.CountAsync(
            "delivery_queue where destination_no = $1 and lease_id = $2 and attempt_count = 0", destination, quick.Delivery.LeaseId));
        Assert.Equal(0, await database.CountAsync("recorded_attempts where destination_no = $1", destination));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_cannot_release()
    {
        var (slow, quick, destination) = await LoseLeaseAsync();

        await scene.Queue.ReleaseAsync([slow.Delivery], CancellationToken.None);
        await scene.Register.LeaveAsync(slow.Worker, holdsLeases: true, CancellationToken.None);

        Assert.Equal(
            1,
            await database.CountAsync("delivery_queue where destination_no = $1 and lease_id = $2", destination, quick.Delivery.LeaseId));
    }

    [Fact]
    public async Task A_lost_lease_does_not_spoil_the_other_results_of_its_batch()
    {
        var (slow, _, _) = await LoseLeaseAsync();
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 2);
        var renewed = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(renewed, destination, 2);

        var recorded = await scene.Queue.RecordAsync(
            renewed, [held[0].Delivered(), slow.Delivery.Delivered(), held[1].RetryAt(InAnHour)], CancellationToken.None);

        Assert.Equal(held.Select(delivery => (delivery.EventKey, delivery.DestinationNo)).Order(), recorded.Order());
        Assert.Equal(2, await database.CountAsync("recorded_attempts where destination_no = $1", destination));
    }

    [Fact]
    public async Task A_result_is_recorded_once()
    {
        var (_, quick, destination) = await LoseLeaseAsync();

        var first = await scene.Queue.RecordAsync(quick.Worker, [quick.Delivery.RetryAt(InAnHour)], CancellationToken.None);
        var again = await scene.Queue.RecordAsync(quick.Worker, [quick.Delivery.RetryAt(InAnHour)], CancellationToken.None);

        Assert.Single(first);
        Assert.Empty(again);
        Assert.Equal(1, await database.CountAsync("delivery_queue where destination_no = $1 and attempt_count = 1", destination));
    }

    [Fact]
    public async Task Only_workers_that_were_silent_for_too_long_lose_their_leases()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 30);
        var (silent, late, observer) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        await scene.ClaimAsync(silent, destination, 10);
        await scene.ClaimAsync(late, destination, 10);
        await scene.SilenceAsync(silent, 20.5);
        await scene.SilenceAsync(late, 15);

        var destinations = await scene.BeatAndReleaseAsync(observer);

        Assert.Contains(destination, destinations.Select(found => found.DestinationNo));
        Assert.Equal(0, await database.CountAsync("delivery_queue where worker_id = $1", silent));
        Assert.Equal(10, await database.CountAsync("delivery_queue where worker_id = $1 and lease_id is not null", late));
    }

    [Fact]
    public async Task A_worker_is_forgotten_only_after_its_leases_were_released()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 3);
        var (silent, observer) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        await scene.ClaimAsync(silent, destination, 3);
        await scene.SilenceAsync(silent, (int)TimeSpan.FromDays(2).TotalSeconds);

        await scene.BeatAndReleaseAsync(observer);

        Assert.Equal(0, await scene.CountLeasedAsync(destination));
        Assert.Equal(1, await database.CountAsync("workers where worker_id = $1", silent));

        await scene.BeatAndReleaseAsync(observer);

        Assert.Equal(0, await database.CountAsync("workers where worker_id = $1", silent));
    }

    [Fact]
    public async Task The_sweep_releases_leases_of_workers_that_nobody_knows_and_no_others()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 8);
        var (unknown, living) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        await scene.ClaimAsync(unknown, destination, 5);
        await scene.ClaimAsync(living, destination, 3);
        await database.ExecuteAsync("delete from workers where worker_id = $1", unknown);

        Assert.Equal(5, await scene.Register.ReleaseOrphansAsync(CancellationToken.None));

        Assert.Equal(3, await scene.CountLeasedAsync(destination));
    }

    [Fact]
    public async Task A_worker_that_leaves_frees_what_it_holds_and_nothing_else()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 8);
        var (leaving, staying) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        await scene.ClaimAsync(leaving, destination, 5);
        await scene.ClaimAsync(staying, destination, 3);

        await scene.Register.LeaveAsync(leaving, holdsLeases: true, CancellationToken.None);

        Assert.Equal(0, await database.CountAsync("workers where worker_id = $1", leaving));
        Assert.Equal(3, await scene.CountLeasedAsync(destination));
        Assert.Equal(5, (await scene.ClaimAsync(staying, destination, 10)).Count);
    }

    [Fact]
    public async Task What_is_released_is_due_at_once_and_counts_no_attempt()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 4);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 4);

        await scene.Queue.ReleaseAsync([.. held.Take(3)], CancellationToken.None);

        var again = await scene.ClaimAsync(worker, destination, 10);
        Assert.Equal(held.Take(3).Select(delivery => delivery.EventKey).Order(), again.Select(delivery => delivery.EventKey).Order());
        Assert.All(again, delivery => Assert.Equal(1, delivery.AttemptNumber));
    }

    /// <summary>A worker claims a delivery and falls silent; another one notices and claims it.</summary>
    private async Task<(Holder Slow, Holder Quick, long Destination)> LoseLeaseAsync()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 1);
        var (slow, quick) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        var lost = Assert.Single(await scene.ClaimAsync(slow, destination, 1));
        Assert.Empty(await scene.ClaimAsync(quick, destination, 1));
        await scene.SilenceAsync(slow, 21);
        await scene.BeatAndReleaseAsync(quick);
        var held = Assert.Single(await scene.ClaimAsync(quick, destination, 1));
        Assert.Equal(lost.EventKey, held.EventKey);
        return (new(slow, lost), new(quick, held), destination);
    }

    private sealed record Holder(Guid Worker, Core.Queue.ClaimedDelivery Delivery);
}
