using Microsoft.Extensions.Options;
using Webhooks.Core.Events;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Events;

public sealed class WaitingQuotaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Limit = 1_000;

    private readonly QueueScene scene = new(database);
    private readonly LaterClock clock = new();

    [Fact]
    public async Task Publishes_that_would_make_more_wait_than_may_are_refused_and_others_are_not()
    {
        var (full, other) = (await scene.AddProjectAsync(), await scene.AddProjectAsync());
        await scene.FillAsync(full, await scene.AddDestinationAsync(full), Limit - 3);
        await scene.AddDestinationAsync(other);
        await using var publisher = await StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => publisher.PublishAsync(full)));

        Assert.Equal(3, outcomes.Count(outcome => outcome is PublishOutcome.Accepted));
        Assert.Equal(17, outcomes.Count(outcome => outcome is PublishOutcome.Refused));
        Assert.Equal(Limit, await database.CountAsync("delivery_queue where project_no = $1", full.ProjectNo));
        Assert.Equal(Limit, await database.CountAsync("events where project_no = $1", full.ProjectNo));
        Assert.IsType<PublishOutcome.Accepted>(await publisher.PublishAsync(other));
    }

    [Fact]
    public async Task What_matches_nothing_is_accepted_however_much_waits()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, Limit + 5);
        await database.ExecuteAsync(
            "update destinations set event_types = array['feedback.created'] where destination_no = $1", destination);
        await using var publisher = await StartAsync();

        Assert.IsType<PublishOutcome.Accepted>(await publisher.PublishAsync(project));
    }

    [Fact]
    public async Task What_was_delivered_makes_room_as_soon_as_it_is_counted_again()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, Limit);
        var quota = new WaitingQuota(database.DataSource, clock, Options.Create(new PublishOptions { MaxWaitingPerProject = Limit }));
        Assert.False(await quota.TryReserveAsync(project.ProjectNo, 1, CancellationToken.None));
        Assert.True(await quota.IsFullAsync(project.ProjectNo, CancellationToken.None));
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 10);
        await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.Delivered())], CancellationToken.None);

        Assert.False(await quota.TryReserveAsync(project.ProjectNo, 1, CancellationToken.None));
        clock.Later += WaitingQuota.FreshWhenFull + TimeSpan.FromSeconds(1);

        Assert.True(await quota.TryReserveAsync(project.ProjectNo, 10, CancellationToken.None));
        Assert.False(await quota.TryReserveAsync(project.ProjectNo, 1, CancellationToken.None));
    }

    [Fact]
    public async Task What_another_process_made_counts_after_the_next_count()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var quota = new WaitingQuota(database.DataSource, clock, Options.Create(new PublishOptions { MaxWaitingPerProject = Limit }));
        Assert.True(await quota.TryReserveAsync(project.ProjectNo, 1, CancellationToken.None));
        await scene.FillAsync(project, destination, Limit);

        clock.Later += WaitingQuota.FreshWhenEmpty + TimeSpan.FromSeconds(1);

        Assert.False(await quota.TryReserveAsync(project.ProjectNo, 1, CancellationToken.None));
    }

    /// <summary>In one queue for all of them, the other tenant's event would be stored last.</summary>
    [Fact]
    public async Task A_tenant_with_a_large_batch_does_not_hold_up_another_tenants_event()
    {
        var (large, small) = (await scene.AddProjectAsync(), await scene.AddProjectAsync());
        for (var number = 0; number < 40; number++)
        {
            await scene.AddDestinationAsync(large);
        }

        await scene.AddDestinationAsync(small);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishAsync(large);
        await publisher.PublishAsync(small);
        var batch = Task.WhenAll(Enumerable.Range(0, 5_000).Select(_ => publisher.PublishAsync(large)));

        await publisher.PublishAsync(small);

        Assert.False(batch.IsCompleted);
        Assert.All(await batch, outcome => Assert.IsType<PublishOutcome.Accepted>(outcome));
        Assert.Equal(5_001 * 40, await database.CountAsync("delivery_queue where project_no = $1", large.ProjectNo)
            + await database.ScalarAsync<long>("select coalesce(sum(cardinality(destinations)), 0)::bigint from fan_outs"));
    }

    private Task<PublisherInstance> StartAsync() =>
        PublisherInstance.StartAsync(database, options: new PublishOptions { MaxWaitingPerProject = Limit });

    /// <summary>The time of the machine, and as much later as a test says.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Later.TotalSeconds * TimestampFrequency);
    }
}
