using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.ServiceDefaults;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Database;

/// <summary>
/// A backup is a reader that holds every table, for hours: days are made and dropped beside it, and nobody waits behind that.
/// </summary>
public sealed class PartitionLockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Tables = 6;

    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task Days_are_made_while_a_backup_reads_and_no_publish_claim_or_record_waits()
    {
        var (project, destination) = await AddProjectAsync();
        var partitions = new DayPartitions(database.DataSource, new SetClock(new DateTimeOffset(2051, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await using var backup = await BeginBackupAsync();

        var (made, rounds) = await BesideTrafficAsync(project, destination, () => partitions.EnsureAsync(CancellationToken.None));

        Assert.Equal((16 * Tables, 0), (made.Made, made.DaysLeft));
        Assert.InRange(rounds, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_day_is_left_alone_while_a_backup_reads_and_no_publish_claim_or_record_waits()
    {
        var (project, destination) = await AddProjectAsync();
        var old = new DateOnly(2020, 5, 1);
        await database.ExecuteAsync("select ensure_day_partitions($1, $1)", old);
        var drops = new DayDrops(database.DataSource);
        await using (await BeginBackupAsync())
        {
            var (outcome, rounds) = await BesideTrafficAsync(project, destination, () => drops.DropLogAsync(old, CancellationToken.None));

            Assert.Equal(DayDropOutcome.Busy, outcome);
            Assert.InRange(rounds, 1, int.MaxValue);
        }

        Assert.Equal(DayDropOutcome.Dropped, await drops.DropLogAsync(old, CancellationToken.None));
    }

    [Fact]
    public async Task An_attached_day_has_each_index_of_its_table_once()
    {
        await new DayPartitions(database.DataSource, new SetClock(new DateTimeOffset(2053, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            .EnsureAsync(CancellationToken.None);

        foreach (var table in new[] { "events", "deliveries", "attempts", "attempt_minutes", "attempt_hours", "ledger_minutes" })
        {
            var ofTable = await database.CountAsync("pg_index where indrelid = $1::text::regclass", table);
            var ofDay = await database.CountAsync("pg_index where indrelid = $1::text::regclass", $"{table}_20530101");
            var attached = await database.CountAsync(
                "pg_inherits where inhrelid in (select indexrelid from pg_index where indrelid = $1::text::regclass)", $"{table}_20530101");
            Assert.Equal((ofTable, ofTable), (ofDay, attached));
        }
    }

    [Fact]
    public async Task A_day_that_was_detached_by_hand_is_attached_again_with_its_rows()
    {
        var clock = new SetClock(new DateTimeOffset(2055, 1, 1, 12, 0, 0, TimeSpan.Zero));
        var partitions = new DayPartitions(database.DataSource, clock);
        await partitions.EnsureAsync(CancellationToken.None);
        var project = await scene.AddProjectAsync();
        await database.ExecuteAsync(
            "insert into events (project_no, event_id, type, matched, body) values ($1, $2, 'event.created', 0, '\\x7b7d')",
            project.ProjectNo,
            Guid.CreateVersion7(clock.Now));
        await database.ExecuteAsync("alter table events detach partition events_20550101");

        var again = await partitions.EnsureAsync(CancellationToken.None);

        Assert.Equal(1, again.Made);
        Assert.Equal(1, await database.CountAsync("events where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_day_whose_table_is_being_analysed_is_left_to_the_next_turn()
    {
        var partitions = new DayPartitions(database.DataSource, new SetClock(new DateTimeOffset(2057, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await partitions.EnsureAsync(CancellationToken.None);
            await database.ExecuteAsync("drop table attempts_20570103");
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("lock table attempts in share update exclusive mode", connection);
            await hold.ExecuteNonQueryAsync();

            Assert.Equal(new PartitionUpkeepResult(0, 1), await partitions.EnsureAsync(CancellationToken.None));
        }

        Assert.Equal(new PartitionUpkeepResult(1, 0), await partitions.EnsureAsync(CancellationToken.None));
    }

    /// <summary>
    /// Does the work, with publishes, claims and records beside it, each of which fails when it waits for a lock for 100 ms.
    /// </summary>
    private async Task<(T Result, int Rounds)> BesideTrafficAsync<T>(ProjectScope project, long destination, Func<Task<T>> work)
    {
        var impatient = DatabaseConnection.WithDefaults(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = "-c lock_timeout=100ms" }.ConnectionString);
        await using var source = NpgsqlDataSource.Create(impatient);
        var queue = new Core.Queue.DeliveryQueue(source);
        var worker = await scene.AddWorkerAsync();
        var working = work();
        var rounds = 0;
        do
        {
            await using (var publish = source.CreateCommand(
                "insert into events (project_no, event_id, type, matched, body) values ($1, $2, 'event.created', 1, '\\x7b7d')"))
            {
                publish.Parameters.Add(new() { Value = project.ProjectNo });
                publish.Parameters.Add(new() { Value = QueueScene.NewId() });
                await publish.ExecuteNonQueryAsync();
            }

            await scene.FillAsync(project, destination, 1);
            var claimed = await queue.ClaimDueAsync(
                worker, QueueScene.NewId(), [new Core.Queue.ClaimRequest(destination, 5)], CancellationToken.None);
            await queue.RecordAsync(worker, [.. claimed.Deliveries.Select(delivery => delivery.Delivered())], CancellationToken.None);
            rounds++;
        }
        while (!working.IsCompleted);

        return (await working.WaitAsync(Eventually.Patience), rounds);
    }

    /// <summary>A transaction that has every table open for reading, as pg_dump has.</summary>
    private async Task<NpgsqlConnection> BeginBackupAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand(
            "begin isolation level repeatable read read only; lock table events, deliveries, attempts, attempt_minutes, attempt_hours, delivery_queue, "
            + "event_ids, projects in access share mode",
            connection);
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<(ProjectScope Project, long DestinationNo)> AddProjectAsync()
    {
        var project = await scene.AddProjectAsync();
        return (project, await scene.AddDestinationAsync(project));
    }
}
