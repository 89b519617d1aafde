using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Database;

public sealed class DayDropTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    private readonly QueueScene scene = new(database);
    private readonly DayDrops days = new(database.DataSource);

    [Fact]
    public async Task A_worker_drops_whole_days_with_everything_of_them_and_keeps_the_others()
    {
        var (old, kept) = (DaysAgo(32), DaysAgo(31));
        var (project, destination) = await AddDaysAsync(old, kept);
        foreach (var day in new[] { old, kept })
        {
            await AddFinishedAsync(project, destination, day);
        }

        await using var worker = await WorkerApplication.StartAsync(
            database, new ApplicationOptions { Settings = new Dictionary<string, string?> { ["Retention:EventDays"] = "31" } });

        await Eventually.BecomesTrueAsync(
            async () => !(await days.ListLogDaysAsync(CancellationToken.None)).Contains(old), "the old day is dropped");
        Assert.Contains(kept, await days.ListLogDaysAsync(CancellationToken.None));
        foreach (var table in new[] { "events", "deliveries", "attempts", "event_ids" })
        {
            Assert.Equal(1, await database.CountAsync($"{table} where project_no = $1", project.ProjectNo));
        }

        await Eventually.BecomesTrueAsync(
            async () =>
                (await days.ListDaysAsync(DayDrops.MinutesTable, CancellationToken.None))
                    .All(day => day >= DaysAgo(9)), "the minutes are dropped");
        Assert.Contains(kept, await days.ListDaysAsync(DayDrops.HoursTable, CancellationToken.None));
    }

    [Fact]
    public async Task A_day_stays_while_a_delivery_of_it_waits_and_goes_afterwards()
    {
        var day = DaysAgo(200);
        var (project, destination) = await AddDaysAsync(day);
        var key = await AddFinishedAsync(project, destination, day);
        var repair = RepairOf(database.DataSource);
        Assert.Equal(
            RepairOutcome.Done, await repair.ResendAsync(project.TenantNo, project.ProjectNo, key, destination, CancellationToken.None));

        Assert.True(await days.IsWaitedForAsync(day, CancellationToken.None));
        Assert.False(await days.IsWaitedForAsync(day.AddDays(-1), CancellationToken.None));
        Assert.False(await days.IsWaitedForAsync(day.AddDays(1), CancellationToken.None));
        Assert.Equal(DayDropOutcome.StillWaiting, await days.DropLogAsync(day, CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("events where project_no = $1", project.ProjectNo));

        Assert.Equal(RepairOutcome.Done, await repair.CancelAsync(project.ProjectNo, key, destination, CancellationToken.None));
        Assert.Equal(DayDropOutcome.Dropped, await days.DropLogAsync(day, CancellationToken.None));
        Assert.Equal(0, await database.CountAsync("deliveries where project_no = $1", project.ProjectNo));
        Assert.Equal(
            RepairOutcome.NotFound,
            await repair.ResendAsync(project.TenantNo, project.ProjectNo, key, destination, CancellationToken.None));
    }

    [Fact]
    public async Task A_resend_that_is_not_committed_yet_keeps_the_day()
    {
        var day = DaysAgo(210);
        var (project, destination) = await AddDaysAsync(day);
        var key = await AddFinishedAsync(project, destination, day);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var resend = new NpgsqlCommand(
            "with taken as (delete from deliveries where event_id = $1 returning *) "
            + "insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at) "
            + "select project_no, event_id, destination_no, now(), now() from taken",
            connection))
        {
            resend.Parameters.Add(new() { Value = key });
            await resend.ExecuteNonQueryAsync();
        }

        Assert.False(await days.IsWaitedForAsync(day, CancellationToken.None));
        Assert.Equal(DayDropOutcome.Busy, await days.DropLogAsync(day, CancellationToken.None));
        await transaction.CommitAsync();

        Assert.Equal(DayDropOutcome.StillWaiting, await days.DropLogAsync(day, CancellationToken.None));
        Assert.Equal(destination, Assert.Single(await scene.ClaimAsync(await scene.AddWorkerAsync(), destination, 5)).DestinationNo);
    }

    [Fact]
    public async Task Whoever_reads_for_long_is_not_broken_off_and_does_not_hold_up_publishes()
    {
        var day = DaysAgo(220);
        await AddDaysAsync(day);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var look = new NpgsqlCommand("select count(*) from events", connection);
        await look.ExecuteScalarAsync();

        Assert.Equal(DayDropOutcome.Busy, await days.DropLogAsync(day, CancellationToken.None));

        var (project, destination) = await AddDaysAsync();
        await scene.FillAsync(project, destination, 1);
        await transaction.CommitAsync();
        Assert.Equal(DayDropOutcome.Dropped, await days.DropLogAsync(day, CancellationToken.None));
    }

    private static DateOnly DaysAgo(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);

    private static DeliveryRepair RepairOf(NpgsqlDataSource source) =>
        new(
            source, new DeliveryLog(source),
            new DueSignal(source, Microsoft.Extensions.Logging.Abstractions.NullLogger<DueSignal>.Instance));

    private async Task<(ProjectScope Project, long DestinationNo)> AddDaysAsync(params DateOnly[] added)
    {
        foreach (var day in added)
        {
            await database.ExecuteAsync("select ensure_day_partitions($1, $1), ensure_stats_partitions($1, $1)", day);
        }

        var project = await scene.AddProjectAsync();
        return (project, await scene.AddDestinationAsync(project));
    }

    /// <summary>An event with an id of its own, its finished delivery and an attempt before the last.</summary>
    private async Task<Guid> AddFinishedAsync(ProjectScope project, long destinationNo, DateOnly day)
    {
        var key = TimeKey.At(RetainedDays.StartOf(day) + Noon);
        await database.ExecuteAsync(
            """
            with event as (
                insert into events (project_no, event_id, id, type, matched, body) values ($1, $2, $4, 'event.created', 1, '\x7b7d')
            ), chosen as (
                insert into event_ids (project_no, id, event_id) values ($1, $4, $2)
            ), tried as (
                insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, verdict, worker_id)
                values ($1, $2, $3, 1, now(), 5, 'retry', gen_random_uuid())
            )
            insert into deliveries (project_no, event_id, destination_no, event_type, state, attempt_count, created_at, finished_at,
                started_at, duration_ms, worker_id)
            values ($1, $2, $3, 'event.created', 'delivered', 2, now(), now(), now(), 5, gen_random_uuid())
            """,
            project.ProjectNo,
            key,
            destinationNo,
            $"of-{day:yyyyMMdd}");
        Assert.Equal(day, DateOnly.FromDateTime(EventTime.Of(key).UtcDateTime));
        return key;
    }
}
