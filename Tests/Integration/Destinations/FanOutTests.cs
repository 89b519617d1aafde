using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Integration.Conversations;
using Webhooks.Tests.Integration.Events;
using Webhooks.Tests.Integration.History;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Destinations;

/// <summary>Deliveries that are put off when their events are stored, because they are many.</summary>
public sealed class FanOutTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly QueueScene scene = new(database);
    private readonly FanOutQueue queue = new(database.DataSource);

    /// <summary>Other tests' are done with.</summary>
    public async Task InitializeAsync()
    {
        await database.ExecuteAsync("truncate fan_outs");
        await database.ExecuteAsync("select recount_ledger()");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_put_off_is_pending_and_counted_and_then_written_in_short_turns()
    {
        var project = await AddProjectAsync(destinations: 30);
        await using var publisher = await PublisherInstance.StartAsync(
            database, options: new PublishOptions { MaxDeliveriesPerTransaction = 20 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => publisher.PublishAsync(project)));

        Assert.All(outcomes, outcome => Assert.IsType<PublishOutcome.Accepted>(outcome));
        var putOff = await CountPutOffAsync();
        Assert.Equal((6_000, 0), (putOff, await CountQueuedAsync(project)));
        await AssertLedgerAsync(project, 6_000);
        var key = await database.ScalarAsync<Guid>("select event_id from fan_outs limit 1");
        var shown = await new DeliveryLog(database.DataSource).OfEventsAsync(project.ProjectNo, [key], 10, CancellationToken.None);
        Assert.Equal(new Dictionary<string, int> { [DeliveryState.Pending] = 30 }, shown[key].States);

        var sizes = await DrainAsync(project);

        Assert.Equal(putOff, sizes.Sum());
        Assert.InRange(sizes.Max(), 1, FanOutRules.MostAtOnce);
        Assert.Equal(6_000, await CountQueuedAsync(project));
        await AssertLedgerAsync(project, 6_000);
    }

    [Fact]
    public async Task An_event_of_more_destinations_than_a_turn_holds_is_written_in_several()
    {
        var project = await AddProjectAsync(destinations: 2_500);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishAsync(project);

        Assert.Equal([1_000, 1_000, 500], await DrainAsync(project));
        await AssertLedgerAsync(project, 2_500);
    }

    [Fact]
    public async Task Events_of_a_transaction_that_does_more_are_put_off_by_the_same_rule()
    {
        var project = await AddProjectAsync(destinations: 400);

        await new TransactionInstance(database).PublishAsync(project, TransactionInstance.Key("key"), before: async transaction =>
        {
            var more = Enumerable.Range(0, 3).Select(_ => TransactionInstance.NewEvent(project, null));
            await transaction.PublishAsync([.. more], CancellationToken.None);
            return false;
        });

        Assert.Equal(800, await CountPutOffAsync());
        Assert.Equal(800, await CountQueuedAsync(project));
        await AssertLedgerAsync(project, 1_600);
    }

    [Fact]
    public async Task Tenants_take_turns()
    {
        var (one, other) = (await AddProjectAsync(destinations: 1_100), await AddProjectAsync(destinations: 1_100));
        await using var publisher = await PublisherInstance.StartAsync(database);
        await Task.WhenAll(
            publisher.PublishAsync(one), publisher.PublishAsync(one), publisher.PublishAsync(other), publisher.PublishAsync(other));

        var tenants = new List<long>();
        for (var turn = await queue.TakeTurnAsync(0, CancellationToken.None);
            turn is not null;
            turn = await queue.TakeTurnAsync(turn.TenantNo, CancellationToken.None))
        {
            tenants.Add(turn.TenantNo);
        }

        Assert.Equal(Enumerable.Repeat(new[] { one.TenantNo, other.TenantNo }, 4).SelectMany(pair => pair), tenants);
    }

    [Fact]
    public async Task What_another_worker_writes_is_left_to_it()
    {
        var project = await AddProjectAsync(destinations: 1_100);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishAsync(project);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var take = connection.CreateCommand())
        {
            take.CommandText = "select from fan_outs for update";
            await take.ExecuteNonQueryAsync();
        }

        var turn = await queue.TakeTurnAsync(0, CancellationToken.None);

        Assert.Equal(project.TenantNo, turn?.TenantNo);
        Assert.Empty(turn?.Destinations ?? [1]);
        await transaction.RollbackAsync();
        Assert.Equal([1_000, 100], await DrainAsync(project));
    }

    [Fact]
    public async Task Deliveries_that_are_put_off_are_discarded_with_those_that_are_held()
    {
        var project = await AddProjectAsync(destinations: 1_100);
        var paused = await database.ScalarAsync<long>("select min(destination_no) from destinations where project_no = $1", project.ProjectNo);
        await database.ExecuteAsync("update destinations set enabled = false, paused_at = now() where destination_no = $1", paused);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishAsync(project);
        await publisher.PublishAsync(project);
        await using var connection = await database.DataSource.OpenConnectionAsync();

        Assert.Equal(2, await DeliveryRepair.DiscardHeldAsync(connection, paused, CancellationToken.None));

        await DrainAsync(project);
        Assert.Equal(2, await database.CountAsync("deliveries where destination_no = $1 and state = 'cancelled'", paused));
        Assert.Equal((0, 2_198), (await database.CountAsync("delivery_queue where destination_no = $1", paused), await CountQueuedAsync(project)));
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task The_status_of_the_service_counts_what_is_put_off()
    {
        var project = await AddProjectAsync(destinations: 1_100);
        await using var publisher = await PublisherInstance.StartAsync(database);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var before = await SystemStatusReader.ReadBacklogAsync(connection, mostPages: 1_000, CancellationToken.None);
        await publisher.PublishAsync(project);

        var counted = await SystemStatusReader.ReadBacklogAsync(connection, mostPages: 1_000, CancellationToken.None);

        Assert.Equal(1_100, counted.States[DeliveryState.Pending] - before.States[DeliveryState.Pending]);
        Assert.Equal((1_100, false), (counted.DueNow - before.DueNow, counted.IsEstimate));
    }

    [Fact]
    public async Task A_day_stays_and_a_delivery_is_not_missing_while_it_is_put_off()
    {
        var project = await AddProjectAsync(destinations: 1_100);
        await using var publisher = await PublisherInstance.StartAsync(database);
        var key = await publisher.PublishNewAsync(project);
        var late = await scene.AddDestinationAsync(project);
        var putOff = await database.ScalarAsync<long>("select destinations[1] from fan_outs limit 1");
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var made = await MissingDeliveries.CreateAsync(
            connection, project.ProjectNo, [new(key, putOff), new(key, late)], CancellationToken.None);

        Assert.Equal([new DeliveryKey(key, late)], made);
        await database.ExecuteAsync("delete from delivery_queue where project_no = $1", project.ProjectNo);
        Assert.True(await new DayDrops(database.DataSource).IsWaitedForAsync(
            DateOnly.FromDateTime(EventTime.Of(key).UtcDateTime), CancellationToken.None));
    }

    private async Task<ProjectScope> AddProjectAsync(int destinations)
    {
        var project = await scene.AddProjectAsync();
        await database.ExecuteAsync(
            """
            with bumped as (update projects set version = version + 1 where project_no = $1)
            insert into destinations (project_no, id, name, url, enabled, event_types, agent_ids, retry_policy, created_at, updated_at)
            select $1, 'receiver-' || number, 'Receiver', 'http://127.0.0.1:1/', true, array['event.created'], array[]::text[], 'standard', now(), now()
            from generate_series(1, $2) number
            """,
            project.ProjectNo,
            destinations);
        return project;
    }

    /// <summary>Turns until nothing is put off.</summary>
    /// <returns>How many deliveries each has written.</returns>
    private async Task<List<long>> DrainAsync(ProjectScope project)
    {
        var sizes = new List<long>();
        for (var before = await CountQueuedAsync(project); await queue.TakeTurnAsync(0, CancellationToken.None) is not null;)
        {
            var after = await CountQueuedAsync(project);
            sizes.Add(after - before);
            before = after;
        }

        return sizes;
    }

    private Task<long> CountQueuedAsync(ProjectScope project) =>
        database.CountAsync("delivery_queue where project_no = $1", project.ProjectNo);

    private Task<long> CountPutOffAsync() =>
        database.ScalarAsync<long>("select coalesce(sum(cardinality(destinations)), 0)::bigint from fan_outs");

    private async Task AssertLedgerAsync(ProjectScope project, long matched)
    {
        var now = TimeProvider.System.GetUtcNow();
        var sheet =
            await new Ledger(database.DataSource).ReadAsync(project.ProjectNo, now.AddHours(-1), now.AddHours(1), CancellationToken.None);
        Assert.Equal((matched, matched, true), (sheet.Matched, sheet.States[DeliveryState.Pending], sheet.Balances));
        await CountedLedger.AssertTrueAsync(database);
    }
}
