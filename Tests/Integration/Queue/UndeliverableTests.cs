using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webhooks.Core.History;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Queue;

/// <summary>Each test has a database of its own: finishing looks at all destinations.</summary>
public sealed class UndeliverableTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TestDatabase database = new();
    private QueueScene? made;

    private QueueScene Scene => made ??= new QueueScene(database);

    private DeliveryRepair Repair => new(
        database.DataSource, new DeliveryLog(database.DataSource), new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));

    public Task InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task What_was_held_for_more_than_72_hours_expires()
    {
        var destination = await AddAsync(3, pausedHoursAgo: 73, dueHoursAgo: 73);

        Assert.Equal(3, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(3, await CountAsync(destination, "expired", "Held for too long."));
    }

    [Theory]
    [InlineData(71, 71)]
    [InlineData(73, 71)]
    [InlineData(71, 73)]
    public async Task What_was_held_for_less_stays(double pausedHoursAgo, double dueHoursAgo)
    {
        await AddAsync(3, pausedHoursAgo, dueHoursAgo);

        Assert.Equal(0, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task What_waits_for_a_deleted_destination_is_cancelled_whenever_it_would_be_due()
    {
        var destination = await AddAsync(3, pausedHoursAgo: null, dueHoursAgo: -5);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", destination);

        Assert.Equal(3, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(3, await CountAsync(destination, "cancelled", "The destination was deleted."));
    }

    [Fact]
    public async Task What_is_active_or_under_way_is_left_alone()
    {
        var active = await AddAsync(2, pausedHoursAgo: null, dueHoursAgo: 100);
        var deleted = await AddAsync(2, pausedHoursAgo: null, dueHoursAgo: 100);
        var worker = await Scene.AddWorkerAsync();
        var held = Assert.Single(await Scene.ClaimAsync(worker, deleted, 1));
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);

        Assert.Equal(1, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(2, await database.CountAsync("delivery_queue where destination_no = $1", active));
        Assert.Single(await Scene.Queue.RecordAsync(worker, [held.Delivered()], CancellationToken.None));
    }

    [Fact]
    public async Task Everything_is_finished_in_pieces_whoever_it_is_for()
    {
        var destinations = new List<long>();
        for (var number = 0; number < 4; number++)
        {
            destinations.Add(await AddAsync(25, pausedHoursAgo: 80, dueHoursAgo: 80));
        }

        // A piece that ends exactly with its destination, and one that does not.
        Assert.Equal(50, await FinishAsync(25, destinations[..2]));
        Assert.Equal(50, await FinishAsync(20, destinations[2..]));

        async Task<long> FinishAsync(int piece, IReadOnlyList<long> those)
        {
            await database.ExecuteAsync(
                "update destinations set paused_at = now() - case when destination_no = any($1) then interval '80 hours' else interval '0' end", those.ToArray());
            await Repair.FinishUndeliverableAsync(piece, CancellationToken.None);
            return await database.CountAsync(
                "deliveries where destination_no = any($1) and state = 'expired' and reason = 'Held for too long.'", those.ToArray());
        }
    }

    [Fact]
    public async Task More_destinations_than_a_page_are_all_looked_at_and_those_without_anything_in_the_queue_are_not()
    {
        var project = await Scene.AddProjectAsync();
        await database.ExecuteAsync(
            """
            insert into destinations (project_no, id, name, url, enabled, event_types, agent_ids, retry_policy, created_at, updated_at, deleted_at)
            select $1, 'old-' || number, 'Old', 'http://127.0.0.1:1/', true, array['event.created'], array[]::text[], 'standard', now(), now(), now()
            from generate_series(1, 1300) number
            """,
            project.ProjectNo);
        await database.ExecuteAsync(
            """
            with made as (
                select overlay(uuid_at(now())::text placing lpad(destination_no::text, 12, '0') from 25)::uuid as event_id, destination_no
                from destinations where project_no = $1 and id <> 'old-700'
            ), stored as (
                insert into events (project_no, event_id, type, matched, body) select $1, event_id, 'event.created', 1, '\x7b7d' from made
            )
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at) select $1, event_id, destination_no, now(), now() from made
            """,
            project.ProjectNo);

        Assert.Equal(1299, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));

        Assert.Equal(0, await database.CountAsync("delivery_queue"));
    }

    [Fact]
    public async Task One_that_is_being_enabled_loses_nothing_after_that()
    {
        var destination = await AddAsync(3, pausedHoursAgo: 80, dueHoursAgo: 80);
        Task<int> finishing;
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var enabling = await connection.BeginTransactionAsync())
        {
            await using var update = new NpgsqlCommand(
                "update destinations set enabled = true, paused_at = null where destination_no = $1", connection)
            {
                Parameters = { new() { Value = destination } },
            };
            await update.ExecuteNonQueryAsync();
            finishing = Repair.FinishUndeliverableAsync(100, CancellationToken.None);
            await Eventually.BecomesTrueAsync(
                async () =>
                    await database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 1,
                    "it waits");
            await enabling.CommitAsync();
        }

        Assert.Equal(0, await finishing);
    }

    [Fact]
    public async Task Discarding_cancels_what_one_destination_holds()
    {
        var destination = await AddAsync(5, pausedHoursAgo: 1, dueHoursAgo: 1);
        var other = await AddAsync(5, pausedHoursAgo: 1, dueHoursAgo: 1);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(5, await DeliveryRepair.DiscardHeldAsync(connection, destination, CancellationToken.None));

        Assert.Equal(5, await database.CountAsync("deliveries where destination_no = $1 and state = 'cancelled'", destination));
        Assert.Equal(5, await database.CountAsync("delivery_queue where destination_no = $1", other));
    }

    private async Task<long> AddAsync(int deliveries, double? pausedHoursAgo, double dueHoursAgo)
    {
        var project = await Scene.AddProjectAsync();
        var destination = await Scene.AddDestinationAsync(project);
        await Scene.FillAsync(project, destination, deliveries, dueHoursAgo * 3600);
        if (pausedHoursAgo is { } hours)
        {
            await database.ExecuteAsync(
                "update destinations set enabled = false, paused_at = now() - make_interval(secs => $2) where destination_no = $1",
                destination,
                hours * 3600);
        }

        return destination;
    }

    private Task<long> CountAsync(long destination, string state, string reason) =>
        database.CountAsync("deliveries where destination_no = $1 and state = $2 and reason = $3", destination, state, reason);
}
