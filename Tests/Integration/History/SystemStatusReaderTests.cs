using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

public sealed class SystemStatusReaderTests
{
    [Fact]
    public async Task What_waits_is_counted_by_state()
    {
        await using var database = await TestDatabase.CreateAsync();
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var (active, paused, deleted) = (
            await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project, enabled: false),
            await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, active, 7, dueSecondsAgo: 300);
        await scene.FillAsync(project, active, 5, dueSecondsAgo: -3600);
        await scene.FillAsync(project, paused, 4, dueSecondsAgo: 7200);
        await scene.FillAsync(project, deleted, 3);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);
        await database.ExecuteAsync("update delivery_queue set attempt_count = 1 where destination_no = $1 and due_at > now()", active);
        var worker = await scene.AddWorkerAsync();
        await scene.ClaimAsync(worker, active, 2);

        var status = await ReadAsync(database);

        var queue = Assert.IsType<QueueStatus>(status.Queue);
        Assert.Equal(
            (5, 2, 5, 4, 3),
            (queue.Backlog.States[DeliveryState.Pending], queue.Backlog.States[DeliveryState.Delivering],
             queue.Backlog.States[DeliveryState.Retrying],
                queue.Backlog.States[DeliveryState.Held], queue.Backlog.States[DeliveryState.Cancelled]));
        Assert.Equal((5, 5, false), (queue.Backlog.DueNow, queue.Backlog.Scheduled, queue.Backlog.IsEstimate));
        Assert.Equal((2, true), (queue.WaitingDestinations, queue.AllDestinationsSeen));
        var oldest = await database.ScalarAsync<DateTime>(
            "select min(due_at) from delivery_queue where destination_no = $1 and lease_id is null", active);
        Assert.Equal(oldest, queue.OldestDueAt?.UtcDateTime);
    }

    [Fact]
    public async Task Of_a_long_queue_a_sample_is_counted()
    {
        await using var database = await TestDatabase.CreateAsync();
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 20_000);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var pages = await database.ScalarAsync<long>("select pg_relation_size('delivery_queue') / current_setting('block_size')::int");

        var counted = await SystemStatusReader.ReadBacklogAsync(connection, (int)pages, CancellationToken.None);
        var sampled = await SystemStatusReader.ReadBacklogAsync(connection, (int)pages / 2, CancellationToken.None);

        Assert.Equal((20_000, 20_000, false), (counted.States[DeliveryState.Pending], counted.DueNow, counted.IsEstimate));
        Assert.True(sampled.IsEstimate);
        // Half of the pages by chance, each or not: more than ten times the deviation to be expected.
        Assert.InRange(sampled.States[DeliveryState.Pending], 10_000, 30_000);
    }

    [Fact]
    public async Task Destinations_in_trouble_are_named_with_what_is_wrong_the_one_that_waits_longest_first()
    {
        await using var database = await TestDatabase.CreateAsync();
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var (fine, behind, failing, disabled, paused, open) = (
            await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project),
            await scene.AddDestinationAsync(project, enabled: false), await scene.AddDestinationAsync(project, enabled: false),
            await scene.AddDestinationAsync(project));
        await database.ExecuteAsync("update destinations set open_until = now() where destination_no = $1", open);
        await database.ExecuteAsync("update destinations set disabled_reason = 'Gone.' where destination_no = $1", disabled);
        await scene.FillAsync(project, fine, 2, dueSecondsAgo: 1);
        await scene.FillAsync(project, failing, 3, dueSecondsAgo: 2);
        await scene.FillAsync(project, behind, SystemStatusReader.MostCounted + 1, dueSecondsAgo: 120);
        await scene.FillAsync(project, disabled, 4, dueSecondsAgo: 600);
        await scene.FillAsync(project, open, 1, dueSecondsAgo: 10);
        await scene.FillAsync(project, paused, 1, dueSecondsAgo: 600);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, failing, 2);
        await scene.Queue.RecordAsync(
            worker, [.. held.Select(delivery => delivery.RetryAt(TimeProvider.System.GetUtcNow().AddHours(1)))], CancellationToken.None);

        var status = await ReadAsync(database);

        var queue = Assert.IsType<QueueStatus>(status.Queue);
        Assert.Equal(
            [
                (disabled, TroubleRules.Disabled, 4, "Gone.", 0),
                (behind, TroubleRules.Behind, SystemStatusReader.MostCounted, null, 0),
                (open, TroubleRules.Open, 1, null, 0),
                (failing, TroubleRules.Failing, 3, null, 2),
            ],
            queue.InTrouble.Select(found => (
                found.Destination.DestinationNo, found.Trouble, found.Waiting, found.Destination.DisabledReason,
                found.Destination.FailedLately)));
        Assert.All(
            queue.InTrouble, found => Assert.Equal((project.TenantId, "main"), (found.Destination.TenantId, found.Destination.ProjectId)));
    }

    [Fact]
    public async Task Workers_are_shown_with_what_they_hold_as_long_as_they_are_alive()
    {
        await using var database = await TestDatabase.CreateAsync();
        var scene = new QueueScene(database);
        var (living, silent) = (QueueScene.NewId(), QueueScene.NewId());
        await scene.Register.BeatAsync(silent, "silent", 7, [], CancellationToken.None);
        await scene.SilenceAsync(silent, 21);
        await scene.Register.BeatAsync(living, "living", 5, [], CancellationToken.None);

        var status = await ReadAsync(database);

        Assert.Equal(
            [(living, "living", true, 5), (silent, "silent", false, 0)],
            status.Workers.Select(worker => (worker.Id, worker.Name, worker.IsAlive, worker.Held)));
        Assert.True(status.Database.IsReachable);
        Assert.True(status.Database.Facts is { SizeBytes: > 0, Connections: > 0, MaxConnections: > 0, Version.Length: > 0 });
        Assert.Equal(CacheStatus.NotConfigured, status.Cache);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_finding()
    {
        await using var nothing = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2");

        var status = await new SystemStatusReader(nothing, null, TimeProvider.System).ReadAsync(CancellationToken.None);

        Assert.Equal(new DatabaseStatus(false, null, null), status.Database);
        Assert.Empty(status.Workers);
        Assert.Null(status.Queue);
    }

    [FactWithRedis]
    public async Task A_cache_that_stops_answering_is_a_finding()
    {
        await using var database = await TestDatabase.CreateAsync();
        var server = await RedisServer.StartAsync();
        using var redis = await server.ConnectAsync();
        var reader = new SystemStatusReader(database.DataSource, redis, TimeProvider.System);

        await Eventually.BecomesTrueAsync(
            async () =>
                (await reader.ReadAsync(CancellationToken.None)).Cache is { IsConfigured: true, IsReachable: true, Latency: not null },
                "Redis is reachable");
        await server.DisposeAsync();

        Assert.Equal(CacheStatus.Unreachable, (await reader.ReadAsync(CancellationToken.None)).Cache);
    }

    private static Task<SystemStatus> ReadAsync(TestDatabase database) =>
        new SystemStatusReader(database.DataSource, null, TimeProvider.System).ReadAsync(CancellationToken.None);
}
