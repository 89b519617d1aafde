using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

public sealed class LedgerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly QueueScene scene = new(database);
    private readonly Ledger ledger = new(database.DataSource);

    [Fact]
    public async Task Accepted_events_matched_destinations_and_states_add_up_whatever_the_states()
    {
        var project = await scene.AddProjectAsync();
        await AddEveryStateAsync(project);
        await AddUnmatchedAsync(project, 2);

        var sheet = await ReadAsync(project);

        Assert.True(sheet.Balances);
        Assert.Equal((17, 2, 15, 15), (sheet.Accepted, sheet.Unmatched, sheet.Matched, sheet.Deliveries));
        Assert.Equal(
            new Dictionary<string, long>
            {
                [DeliveryState.Pending] = 1,
                [DeliveryState.Delivering] = 2,
                [DeliveryState.Delivered] = 1,
                [DeliveryState.Retrying] = 1,
                [DeliveryState.Held] = 2,
                [DeliveryState.Failed] = 3,
                [DeliveryState.Cancelled] = 4,
                [DeliveryState.Expired] = 1,
            },
            sheet.States);
    }

    [Fact]
    public async Task Only_the_events_of_the_span_are_counted()
    {
        var project = await scene.AddProjectAsync();
        await AddUnmatchedAsync(project, 3);

        Assert.Equal(3, (await ReadAsync(project)).Accepted);
        Assert.Equal(0, (await ledger.ReadAsync(project.ProjectNo, Now.AddDays(-1), Now.AddHours(-1), CancellationToken.None)).Accepted);
        Assert.Equal(0, (await ledger.ReadAsync(project.ProjectNo, Now.AddHours(2), Now.AddHours(3), CancellationToken.None)).Accepted);
    }

    [Fact]
    public async Task A_delivery_that_is_lost_shows()
    {
        var project = await scene.AddProjectAsync();
        await scene.FillAsync(project, await scene.AddDestinationAsync(project), 2);
        await database.ExecuteAsync("delete from delivery_queue where project_no = $1 and event_id = (select min(event_id::text)::uuid from events where project_no = $1)", project.ProjectNo);

        var sheet = await ReadAsync(project);

        Assert.False(sheet.Balances);
        Assert.Equal((2, 1), (sheet.Matched, sheet.Deliveries));
    }

    private Task<LedgerSheet> ReadAsync(ProjectScope project) =>
        ledger.ReadAsync(project.ProjectNo, Now.AddHours(-1), Now.AddHours(1), CancellationToken.None);

    private Task<int> AddUnmatchedAsync(ProjectScope project, int count) => database.ExecuteAsync(
        """
        with made as (
            insert into events (project_no, event_id, type, matched, body)
            select $1, overlay(uuid_at(now())::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid, 'event.created', 0, '\x7b7d'
            from generate_series(1, $2) number
            returning event_id
        )
        insert into ledger_deltas (project_no, minute, accepted, unmatched) select $1, minute_of(event_id), count(*), count(*) from made group by 2
        """,
        project.ProjectNo,
        count);

    /// <summary>15 deliveries: 3 failed, 2 delivering and held, 4 cancelled of which 1 waits to be moved; 1 of every other state.</summary>
    private async Task AddEveryStateAsync(ProjectScope project)
    {
        var worker = await scene.AddWorkerAsync();
        var (active, paused, deleted) = (
            await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        var repair = new DeliveryRepair(
            database.DataSource, new DeliveryLog(database.DataSource), new DueSignal(database.DataSource, NullLogger<DueSignal>.Instance));
        await scene.FillAsync(project, paused, 1, dueSecondsAgo: 80 * 3600);
        await database.ExecuteAsync(
            "update destinations set enabled = false, paused_at = now() - interval '80 hours' where destination_no = $1", paused);
        await scene.FillAsync(project, deleted, 3);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);
        Assert.Equal(4, await repair.FinishUndeliverableAsync(100, CancellationToken.None));
        await scene.FillAsync(project, deleted, 1);
        await scene.FillAsync(project, paused, 2);
        await scene.FillAsync(project, active, 7);
        var held = await scene.ClaimAsync(worker, active, 7);
        await scene.Queue.RecordAsync(
            worker,
            [held[0].Delivered(), held[1].RetryAt(Now.AddHours(1)), held[2].Failed(), held[3].Failed(), held[4].Failed()],
            CancellationToken.None);
        await scene.FillAsync(project, active, 1);
    }
}
