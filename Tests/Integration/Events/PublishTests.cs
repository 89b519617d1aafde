using System.Collections.Concurrent;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Events;

public sealed class PublishTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task An_event_and_its_deliveries_are_stored_together()
    {
        await using var publisher = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        long[] destinations = [await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project, enabled: false)];

        var key = await publisher.PublishNewAsync(project);

        Assert.Equal(destinations, await DestinationsOfAsync(key));
        Assert.Equal(2, await database.ScalarAsync<int>("select matched from events where event_id = $1", key));
    }

    [Fact]
    public async Task An_event_whose_fan_out_fails_is_not_stored()
    {
        var project = await scene.AddProjectAsync();
        var pending = Pending(project, destinations: [1, 1], await VersionAsync(project), "lost");

        await Assert.ThrowsAsync<PostgresException>(
            () => new EventStore(database.DataSource).StoreAsync([pending], CancellationToken.None));

        Assert.Equal(0, await database.CountAsync("events where project_no = $1", project.ProjectNo));
        Assert.Equal(0, await database.CountAsync("event_ids where project_no = $1", project.ProjectNo));
        Assert.Equal(0, await database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task One_bad_event_of_a_batch_fails_alone()
    {
        await using var publisher = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var version = await VersionAsync(project);
        for (var round = 0; round < 5; round++)
        {
            var results = Enumerable.Range(0, 60)
                .Select(number => publisher.Batcher.StoreAsync(
                    Pending(project, number % 20 == 7 ? [destination, destination] : [destination], version), CancellationToken.None))
                .ToList();

            foreach (var (number, result) in results.Index())
            {
                if (number % 20 == 7)
                {
                    await Assert.ThrowsAsync<PostgresException>(() => result);
                }
                else
                {
                    Assert.Equal(StoreResult.Stored, await result);
                }
            }
        }

        Assert.Equal(5 * 57, await database.CountAsync("events where project_no = $1", project.ProjectNo));
        Assert.Equal(5 * 57, await database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_destination_created_between_match_and_store_gets_the_event()
    {
        await using var publisher = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        var first = await scene.AddDestinationAsync(project);
        await publisher.PublishNewAsync(project);

        // The publisher's copy is older than this destination.
        var second = await scene.AddDestinationAsync(project);

        Assert.Equal([first, second], await DestinationsOfAsync(await publisher.PublishNewAsync(project)));
    }

    [Fact]
    public async Task A_stale_match_stores_nothing_and_says_so()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var version = await VersionAsync(project);

        var results = await new EventStore(database.DataSource).StoreAsync(
            [Pending(project, [destination], version - 1), Pending(project, [destination], version)], CancellationToken.None);

        Assert.Equal([StoreResult.Stale, StoreResult.Stored], results);
        Assert.Equal(1, await database.CountAsync("events where project_no = $1", project.ProjectNo));
        Assert.Equal(1, await database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task While_destinations_come_and_go_every_event_reaches_all_that_were_there_before_it()
    {
        await using var one = await PublisherInstance.StartAsync(database);
        await using var other = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        var created = new ConcurrentQueue<long>();
        using var done = new CancellationTokenSource();
        var creating = Task.Run(async () =>
        {
            for (var number = 0; number < 40; number++)
            {
                created.Enqueue(await scene.AddDestinationAsync(project));
            }

            await done.CancelAsync();
        });

        var missing = await Task.WhenAll(new[] { one, other, one, other }.Select(publisher => Task.Run(async () =>
        {
            var lost = 0;
            while (!done.IsCancellationRequested)
            {
                var before = created.ToArray();
                var key = await publisher.PublishNewAsync(project);
                lost += before.Except(await DestinationsOfAsync(key)).Count();
            }

            return lost;
        })));
        await creating;

        Assert.Equal([0, 0, 0, 0], missing);
        Assert.Equal(40, (await DestinationsOfAsync(await one.PublishNewAsync(project))).Count);
        Assert.Equal(
            await database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo),
            await database.ScalarAsync<long>("select sum(matched)::bigint from events where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_chosen_id_is_stored_once_however_many_publish_it_at_the_same_moment()
    {
        await using var one = await PublisherInstance.StartAsync(database);
        await using var other = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        await scene.AddDestinationAsync(project);
        for (var round = 0; round < 25; round++)
        {
            var id = $"order-{round}";

            var outcomes = await Task.WhenAll(
                new[] { one, other, one, other, one }.Select(publisher => Task.Run(() => publisher.PublishAsync(project, id))));

            var accepted = Assert.Single(outcomes.OfType<PublishOutcome.Accepted>());
            Assert.All(
                outcomes.OfType<PublishOutcome.Repeated>(),
                repeated => Assert.Equal(accepted.Event.Identity.Key, repeated.Event.Identity.Key));
        }

        Assert.Equal(25, await database.CountAsync("events where project_no = $1", project.ProjectNo));
        Assert.Equal(25, await database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task Many_publishers_with_ids_in_any_order_do_not_block_each_other()
    {
        await using var one = await PublisherInstance.StartAsync(database);
        await using var other = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        var ids = Enumerable.Range(0, 200).Select(number => $"id-{number}").ToArray();

        await Task.WhenAll(
            Task.WhenAll(ids.Select(id => one.PublishAsync(project, id))),
            Task.WhenAll(ids.Reverse().Select(id => other.PublishAsync(project, id))));

        Assert.Equal(200, await database.CountAsync("events where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task An_event_for_a_project_that_is_gone_is_refused()
    {
        await using var publisher = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();

        await Assert.ThrowsAsync<ProjectGoneException>(
            () => publisher.PublishAsync(project with { ProjectNo = project.ProjectNo + 1_000_000 }));
    }

    [Fact]
    public async Task What_is_waiting_when_the_process_stops_is_stored_before_it_ends()
    {
        var publisher = await PublisherInstance.StartAsync(database);
        var project = await scene.AddProjectAsync();
        await publisher.PublishNewAsync(project);
        var version = await VersionAsync(project);

        var results = Enumerable.Range(0, 2_000)
            .Select(_ => publisher.Batcher.StoreAsync(Pending(project, [], version), CancellationToken.None)).ToList();
        await publisher.DisposeAsync();

        Assert.All(await Task.WhenAll(results), result => Assert.Equal(StoreResult.Stored, result));
        Assert.Equal(2_001, await database.CountAsync("events where project_no = $1", project.ProjectNo));
    }

    private static PendingEvent Pending(ProjectScope project, long[] destinations, long version, string? id = null)
    {
        var key = QueueScene.NewId();
        var identity = new EventIdentity(key, id ?? PublicId.ForEvent(key), TimeProvider.System.GetUtcNow());
        return new PendingEvent(
            project, new StoredEvent(identity, EventTypes.EventCreated, null, destinations.Length, null, [1]), id is not null, version,
            destinations);
    }

    private Task<long> VersionAsync(ProjectScope project) =>
        database.ScalarAsync<long>("select version from projects where project_no = $1", project.ProjectNo);

    private Task<IReadOnlyList<long>> DestinationsOfAsync(Guid key) =>
        database.ColumnAsync<long>("select destination_no from delivery_queue where event_id = $1 order by destination_no", key);
}
