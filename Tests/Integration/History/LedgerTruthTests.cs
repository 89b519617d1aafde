using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Integration.Events;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

/// <summary>Whatever happens to events and deliveries: the roll-ups say what counting the rows says.</summary>
public sealed class LedgerTruthTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly Ledger ledger = new(database.DataSource);

    private DeliveryRepair Repair => new(
        database.DataSource, new DeliveryLog(database.DataSource), new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));

    [Fact]
    public async Task Publishes_are_counted_with_what_they_matched_and_repeats_are_not()
    {
        var project = await scene.AddProjectAsync();
        await using var publisher = await PublisherInstance.StartAsync(database);
        await publisher.PublishAsync(project);
        await scene.AddDestinationAsync(project);
        await scene.AddDestinationAsync(project, enabled: false);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => publisher.PublishAsync(project, $"id-{number % 30}")));

        var sheet = await ReadAsync(project);

        Assert.Equal((31, 1, 60, true), (sheet.Accepted, sheet.Unmatched, sheet.Matched, sheet.Balances));
        await CountedLedger.AssertTrueAsync(database);
        await ledger.FoldAsync(CancellationToken.None);
        Assert.Equal(0, await database.CountAsync("ledger_deltas"));
        Assert.Equivalent(sheet, await ReadAsync(project));
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task Deliveries_failures_retries_and_lost_leases_are_counted_where_they_are_recorded()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, destination, 12);
        var (slow, quick) = (await scene.AddWorkerAsync(), await scene.AddWorkerAsync());
        var lost = await scene.ClaimAsync(slow, destination, 2);
        await scene.SilenceAsync(slow, 60);
        await scene.BeatAndReleaseAsync(quick);
        var held = await scene.ClaimAsync(quick, destination, 12);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await scene.Queue.RecordAsync(
            quick,
            [
                .. held.Select((delivery, index) => (index % 4) switch
                {
                    0 => delivery.Delivered(),
                    1 => delivery.RetryAt(later),
                    2 => delivery.Failed(),
                    _ => delivery.Gone(),
                }),
            ],
            CancellationToken.None);

        Assert.Empty(await scene.Queue.RecordAsync(slow, [.. lost.Select(delivery => delivery.Delivered())], CancellationToken.None));

        var sheet = await ReadAsync(project);
        Assert.Equal((3, 6, 3, true), (sheet.States["delivered"], sheet.States["failed"], sheet.States["held"], sheet.Balances));
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task Cancels_expiry_deletions_discards_and_resends_are_counted()
    {
        var project = await scene.AddProjectAsync();
        var (active, paused, deleted, discarded) = (
            await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project),
            await scene.AddDestinationAsync(project));
        await scene.FillAsync(project, active, 4);
        await scene.FillAsync(project, paused, 3, dueSecondsAgo: 80 * 3600);
        await scene.FillAsync(project, deleted, 2);
        await scene.FillAsync(project, discarded, 5);
        await database.ExecuteAsync(
            "update destinations set enabled = false, paused_at = now() - interval '80 hours' where destination_no = $1", paused);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);
        var worker = await scene.AddWorkerAsync();
        var held = await scene.ClaimAsync(worker, active, 2);
        await scene.Queue.RecordAsync(worker, [held[0].Delivered(), held[1].Failed()], CancellationToken.None);
        Assert.Equal(5, await Repair.FinishUndeliverableAsync(100, CancellationToken.None));
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            Assert.Equal(5, await DeliveryRepair.DiscardHeldAsync(connection, discarded, CancellationToken.None));
        }

        var waiting = await database.ColumnAsync<Guid>("select event_id from delivery_queue where destination_no = $1", active);
        Assert.Equal(RepairOutcome.Done, await Repair.CancelAsync(project.ProjectNo, waiting[0], active, CancellationToken.None));
        Assert.Equal(RepairOutcome.Finished, await Repair.CancelAsync(project.ProjectNo, waiting[0], active, CancellationToken.None));
        await CountedLedger.AssertTrueAsync(database);

        var finished = await database.ColumnAsync<string>(
            "select event_id || '/' || destination_no from deliveries where project_no = $1", project.ProjectNo);
        var keys = finished.Select(row => row.Split('/'))
            .Select(parts => (Guid.Parse(parts[0]), long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var (key, destination) in keys)
        {
            await Repair.ResendAsync(project.TenantNo, project.ProjectNo, key, destination, CancellationToken.None);
        }

        Assert.Equal(2, await database.CountAsync("deliveries where project_no = $1", project.ProjectNo));
        Assert.True((await ReadAsync(project)).Balances);
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task Deliveries_that_were_missing_are_counted_when_they_are_made()
    {
        var project = await scene.AddProjectAsync();
        await using var publisher = await PublisherInstance.StartAsync(database);
        var unmatched = await publisher.PublishNewAsync(project);
        var had = await scene.AddDestinationAsync(project);
        var matched = await publisher.PublishNewAsync(project);
        var late = await scene.AddDestinationAsync(project);
        await using var connection = await database.DataSource.OpenConnectionAsync();

        await MissingDeliveries.CreateAsync(
            connection, project.ProjectNo, [new(unmatched, had), new(unmatched, late), new(matched, had), new(matched, late)],
            CancellationToken.None);

        var sheet = await ReadAsync(project);
        Assert.Equal((2, 0, 4, true), (sheet.Accepted, sheet.Unmatched, sheet.Matched, sheet.Balances));
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task A_day_that_is_dropped_is_dropped_from_the_ledger_too()
    {
        var project = await scene.AddProjectAsync();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-40);
        await database.ExecuteAsync("select ensure_day_partitions($1, $1)", day);
        foreach (var hour in new[] { 6, 18 })
        {
            await database.ExecuteAsync(
                """
                with stored as (insert into events (project_no, event_id, type, matched, body) values ($1, $2, 'event.created', 0, '\x7b7d'))
                insert into ledger_deltas (project_no, minute, accepted, unmatched) values ($1, minute_of($2), 1, 1)
                """,
                project.ProjectNo,
                TimeKey.At(RetainedDays.StartOf(day).AddHours(hour)));
            // The first is moved to the minutes before the day goes, the second is not.
            await (hour == 6 ? ledger.FoldAsync(CancellationToken.None) : Task.CompletedTask);
        }

        Assert.Equal(
            2, (
                await ledger.ReadAsync(
                    project.ProjectNo, RetainedDays.StartOf(day), RetainedDays.EndOf(day), CancellationToken.None)).Accepted);
        Assert.Equal(DayDropOutcome.Dropped, await new DayDrops(database.DataSource).DropLogAsync(day, CancellationToken.None));

        Assert.Equal(
            0, (
                await ledger.ReadAsync(
                    project.ProjectNo, RetainedDays.StartOf(day), RetainedDays.EndOf(day), CancellationToken.None)).Accepted);
        await CountedLedger.AssertTrueAsync(database);
        await ledger.FoldAsync(CancellationToken.None);
        await CountedLedger.AssertTrueAsync(database);
    }

    [Fact]
    public async Task What_is_counted_of_a_day_without_a_partition_does_not_stop_the_folding()
    {
        await database.ExecuteAsync("insert into ledger_deltas (project_no, minute, accepted) values (1, 17, 1)");

        await ledger.FoldAsync(CancellationToken.None);

        Assert.Equal(0, await database.CountAsync("ledger_deltas where minute = 17"));
    }

    [Fact]
    public async Task It_balances_at_every_moment_while_others_publish_deliver_and_fold()
    {
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await using var publisher = await PublisherInstance.StartAsync(database);
        var worker = await scene.AddWorkerAsync();
        using var stop = new CancellationTokenSource();
        var others = Task.WhenAll(
            UntilStoppedAsync(() => ledger.FoldAsync(CancellationToken.None)),
            UntilStoppedAsync(async () =>
            {
                var held = await scene.ClaimAsync(worker, destination, 20);
                await scene.Queue.RecordAsync(worker, [.. held.Select(delivery => delivery.Delivered())], CancellationToken.None);
            }),
            UntilStoppedAsync(() => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => publisher.PublishAsync(project)))));

        var unbalanced = 0;
        for (var look = 0; look < 100; look++)
        {
            unbalanced += (await ReadAsync(project)).Balances ? 0 : 1;
        }

        await stop.CancelAsync();
        await others;
        Assert.Equal(0, unbalanced);
        Assert.True((await ReadAsync(project)).Accepted > 0);
        await CountedLedger.AssertTrueAsync(database);

        async Task UntilStoppedAsync(Func<Task> work)
        {
            while (!stop.IsCancellationRequested)
            {
                await work();
            }
        }
    }

    [Fact]
    public async Task Of_a_long_backlog_the_sum_is_exact_and_the_states_follow_from_a_sample()
    {
        var project = await scene.AddProjectAsync();
        var (active, paused) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project, enabled: false));
        await scene.FillAsync(project, active, 900);
        await scene.FillAsync(project, paused, 301);
        var small = new Ledger(database.DataSource) { CountedAtMost = 1_200 };

        var sheet = await small.ReadAsync(project.ProjectNo, Hour(-1), Hour(1), CancellationToken.None);

        Assert.Equal((1_201, true, true), (sheet.Deliveries, sheet.Balances, sheet.IsEstimate));
        Assert.InRange(sheet.States[DeliveryState.Held], 1, 1_200);
        Assert.Equal(1_201, sheet.States[DeliveryState.Held] + sheet.States[DeliveryState.Pending]);
        var exact = await ReadAsync(project);
        Assert.Equal((false, 301, 900), (exact.IsEstimate, exact.States[DeliveryState.Held], exact.States[DeliveryState.Pending]));
    }

    [Fact]
    public async Task Counting_anew_mends_what_was_edited_by_hand()
    {
        var project = await scene.AddProjectAsync();
        await scene.FillAsync(project, await scene.AddDestinationAsync(project), 3);
        await database.ExecuteAsync("delete from ledger_deltas");
        Assert.Equal(0, (await ReadAsync(project)).Accepted);

        await database.ExecuteAsync("select recount_ledger()");

        Assert.Equal((3, true), ((await ReadAsync(project)).Accepted, (await ReadAsync(project)).Balances));
        await CountedLedger.AssertTrueAsync(database);
    }

    private static DateTimeOffset Hour(int hours) => TimeProvider.System.GetUtcNow().AddHours(hours);

    private Task<LedgerSheet> ReadAsync(ProjectScope project) =>
        ledger.ReadAsync(project.ProjectNo, Hour(-1), Hour(1), CancellationToken.None);
}
