using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Tests.Integration.Plans;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Database;

public sealed class PartitionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Tables = 6;

    [Fact]
    public async Task Partitions_of_missing_days_are_made_once()
    {
        var clock = new SetClock(new DateTimeOffset(2031, 2, 27, 23, 59, 59, TimeSpan.Zero));
        var partitions = new DayPartitions(database.DataSource, clock);

        var first = await partitions.EnsureAsync(CancellationToken.None);
        var again = await partitions.EnsureAsync(CancellationToken.None);
        clock.Now = clock.Now.AddSeconds(1);
        var nextDay = await partitions.EnsureAsync(CancellationToken.None);

        // Yesterday, today and fourteen days ahead.
        Assert.Equal((16 * Tables, 0, Tables), (first.Made, again.Made, nextDay.Made));
        foreach (var table in new[] { "events", "deliveries", "attempts", "attempt_minutes", "attempt_hours", "ledger_minutes" })
        {
            Assert.True(await database.ScalarAsync<bool>(
                $"select to_regclass('{table}_20310226') is not null and to_regclass('{table}_20310314') is not null"));
        }
    }

    [Fact]
    public async Task Processes_that_make_partitions_together_do_not_disturb_each_other()
    {
        var clock = new SetClock(new DateTimeOffset(2041, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            new DayPartitions(database.DataSource, clock).EnsureAsync(CancellationToken.None)));

        Assert.Equal((16 * Tables, 0), (made.Sum(result => result.Made), made.Sum(result => result.DaysLeft)));
    }

    [Theory]
    [InlineData("2026-01-31T23:59:59.999Z", "20260131")]
    [InlineData("2026-02-01T00:00:00.000Z", "20260201")]
    [InlineData("2028-02-29T12:00:00.000Z", "20280229")]
    public async Task An_event_is_stored_in_the_partition_of_its_day(string at, string day)
    {
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        await new DayPartitions(database.DataSource, new SetClock(moment)).EnsureAsync(CancellationToken.None);
        var project = await new QueueScene(database).AddProjectAsync();

        await database.ExecuteAsync(
            "insert into events (project_no, event_id, type, matched, body) values ($1, $2, 'event.created', 0, '\\x7b7d')",
            project.ProjectNo,
            Guid.CreateVersion7(moment));

        Assert.Equal(1, await database.CountAsync($"events_{day} where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_look_up_by_id_reads_one_partition()
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 5);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, destination, 5);
        await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.Delivered())], CancellationToken.None);
        var key = held[0].EventKey;
        await using var recorder = new PlanRecorder(database);
        var (events, deliveries) = (new EventLog(recorder.DataSource), new DeliveryLog(recorder.DataSource));
        var today = EventTime.Of(key).UtcDateTime.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

        for (var run = 0; run < 8; run++)
        {
            var found = await recorder.RecordAsync(
                () => events.FindAsync(project.ProjectNo, PublicId.ForEvent(key), CancellationToken.None));
            var attempts = await recorder.RecordAsync(
                () => deliveries.FindAsync(project.ProjectNo, key, destination, CancellationToken.None));

            Assert.Equal([$"events_{today}"], found.SelectMany(plan => plan.PartitionsRead("events")));
            Assert.Equal([$"attempts_{today}"], attempts.SelectMany(plan => plan.PartitionsRead("attempts")));
            Assert.Equal([$"deliveries_{today}"], attempts.SelectMany(plan => plan.PartitionsRead("deliveries")).Distinct());
        }
    }
}
