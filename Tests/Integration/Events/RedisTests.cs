using System.Text.Json;
using StackExchange.Redis;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Events;

/// <summary>Redis makes look-ups faster when it is there, and nothing wrong or lost when it is not.</summary>
public sealed class RedisTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [FactWithRedis]
    public async Task A_look_up_of_one_process_serves_the_others()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await using var first = await PublisherInstance.StartAsync(database, redis);
        await using var second = await PublisherInstance.StartAsync(database, redis);
        await first.PublishNewAsync(project);
        var key = KeyOf(project, await VersionAsync(project));
        var stored = JsonSerializer.Deserialize<ProjectDestinations>((byte[]?)await redis.GetDatabase().StringGetAsync(key));

        // What Redis says differs from the database now, so that its use is seen.
        // It was stored.
        await redis.GetDatabase().StringSetAsync(key, JsonSerializer.SerializeToUtf8Bytes(stored! with { Subscriptions = [] }));
        var outcome = Assert.IsType<PublishOutcome.Accepted>(await second.PublishAsync(project));

        Assert.Equal([destination], stored!.Subscriptions.Select(subscription => subscription.DestinationNo)); // It was stored.
        Assert.Equal(0, outcome.Event.Matched);
    }

    [FactWithRedis]
    public async Task A_stale_copy_in_Redis_is_never_used()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();
        var project = await scene.AddProjectAsync();
        await using var publisher = await PublisherInstance.StartAsync(database, redis);
        await publisher.PublishNewAsync(project);

        var destination = await scene.AddDestinationAsync(project);

        Assert.Equal([destination], await DestinationsOfAsync(await publisher.PublishNewAsync(project)));
    }

    [FactWithRedis]
    public async Task Damaged_copies_and_a_flush_are_survived()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await redis.GetDatabase().StringSetAsync(KeyOf(project, await VersionAsync(project)), "no JSON");
        await using var first = await PublisherInstance.StartAsync(database, redis);
        Assert.Equal([destination], await DestinationsOfAsync(await first.PublishNewAsync(project)));

        await redis.GetServer("127.0.0.1", server.Port).FlushAllDatabasesAsync();
        await using var second = await PublisherInstance.StartAsync(database, redis);

        Assert.Equal([destination], await DestinationsOfAsync(await second.PublishNewAsync(project)));
    }

    /// <summary>Both go on from the same state, so their versions were the same when they were counted one by one.</summary>
    [FactWithRedis]
    public async Task A_restored_copy_of_the_database_beside_a_filled_Redis_has_its_own_destinations()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();
        var project = await scene.AddProjectAsync();
        var shared = await scene.AddDestinationAsync(project);
        await using var restored = await TestDatabase.RestoreCopyAsync(database);
        var (here, there) = (await scene.AddDestinationAsync(project), await new QueueScene(restored).AddDestinationAsync(project));
        await database.ExecuteAsync("update destinations set event_types = '{}' where destination_no = $1", here);
        await using var first = await PublisherInstance.StartAsync(database, redis);
        await using var second = await PublisherInstance.StartAsync(restored, redis);

        var before = await first.PublishNewAsync(project);
        var after = await second.PublishNewAsync(project);

        Assert.Equal(here, there);
        Assert.Equal([shared], await DestinationsOfAsync(before));
        Assert.Equal([shared, there], await restored.ColumnAsync<long>(
            "select destination_no from delivery_queue where event_id = $1 order by destination_no", after));
    }

    /// <summary>A database that is restored under a running process has lower versions than the process has seen.</summary>
    [Fact]
    public async Task Publishing_goes_on_after_the_database_was_restored()
    {
        var project = await scene.AddProjectAsync();
        var kept = await scene.AddDestinationAsync(project);
        var version = await VersionAsync(project);
        var lost = await scene.AddDestinationAsync(project);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishNewAsync(project);

        await database.ExecuteAsync("alter table projects disable trigger projects_version");
        await database.ExecuteAsync("update projects set version = $2 where project_no = $1", project.ProjectNo, version);
        await database.ExecuteAsync("alter table projects enable trigger projects_version");
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", lost);

        Assert.Equal([kept], await DestinationsOfAsync(await publisher.PublishNewAsync(project)));
    }

    [FactWithRedis]
    public async Task Publishing_goes_on_when_Redis_dies_in_the_middle()
    {
        var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();

        await AssertPublishingGoesOnAsync(redis, server.KillAsync);

        await server.DisposeAsync();
    }

    [FactWithRedis]
    public async Task Publishing_goes_on_when_Redis_hangs()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();

        await AssertPublishingGoesOnAsync(redis, () =>
        {
            server.Freeze();
            return Task.CompletedTask;
        });

        server.Thaw();
    }

    [FactWithRedis]
    public async Task An_application_with_a_Redis_that_is_not_there_starts_and_publishes()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions
        {
            WithWorker = false,
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:cache"] = "127.0.0.1:1" },
        });
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com/"));

        var published = await project.PublishAsync();

        Assert.Equal(1, (await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id)).Matched);
    }

    private async Task AssertPublishingGoesOnAsync(IConnectionMultiplexer redis, Func<Task> disturb)
    {
        var project = await scene.AddProjectAsync();
        var destinations = new List<long>();
        await using var publisher = await PublisherInstance.StartAsync(database, redis);
        for (var round = 0; round < 10; round++)
        {
            if (round == 3)
            {
                await disturb();
            }

            // Makes the publisher look them up again.
            destinations.Add(await scene.AddDestinationAsync(project));

            Assert.Equal(destinations, await DestinationsOfAsync(await publisher.PublishNewAsync(project)));
        }
    }

    private static string KeyOf(ProjectScope project, long version) => $"webhooks:destinations:{project.ProjectNo}:{version}";

    private Task<long> VersionAsync(ProjectScope project) =>
        database.ScalarAsync<long>("select version from projects where project_no = $1", project.ProjectNo);

    private Task<IReadOnlyList<long>> DestinationsOfAsync(Guid key) =>
        database.ColumnAsync<long>("select destination_no from delivery_queue where event_id = $1 order by destination_no", key);
}
