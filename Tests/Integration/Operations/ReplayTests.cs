using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>Replays: of events, and of what a destination missed.</summary>
public sealed class ReplayTests : OperationStage
{
    [Fact]
    public async Task Events_from_before_a_destination_are_delivered_to_it_and_the_ledger_balances()
    {
        var (project, early) = await Scene.AddFinishedAsync(15, "delivered");
        await Scene.Queue.FillAsync(project, early, 5);
        await Scene.AddEventsAsync(project, 4);
        await Scene.AddEventsAsync(project, 3, "conversation.created");
        await Scene.AddEventsAsync(project, 2, secondsAgo: 7200);
        var late = await Scene.Queue.AddDestinationAsync(project);
        await BeforeTheMomentIsOverAsync();

        var operation = await Scene.ReplayMissingAsync(project, late);
        await Scene.RunAsync();

        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Succeeded, new OperationProgress(24, 24, 0)), (over.State, over.Progress));
        Assert.Equal((24, 5), (await Scene.CountWaitingAsync(late), await Scene.CountWaitingAsync(early)));
        var sheet = await SheetAsync(project);
        Assert.Equal((29, 44, 5, true), (sheet.Accepted, sheet.Matched, sheet.Unmatched, sheet.Balances));
        Assert.Equal(0, await Database.CountAsync("events where matched > 0 and missed is not null"));
    }

    [Fact]
    public async Task What_a_destination_had_already_is_not_delivered_again()
    {
        var (project, destination) = await Scene.AddFinishedAsync(15, "delivered");
        await Scene.Queue.FillAsync(project, destination, 5);
        await BeforeTheMomentIsOverAsync();

        var operation = await Scene.ReplayMissingAsync(project, destination);
        await Scene.RunAsync();

        Assert.Equal(new OperationProgress(0, 0, 0), (await Scene.ReadAsync(project, operation)).Progress);
        Assert.Equal(5, await Scene.CountWaitingAsync(destination));
    }

    [Fact]
    public async Task An_event_is_replayed_to_who_had_it_and_to_who_matches_it_now()
    {
        var (project, had) = await Scene.AddFinishedAsync(1, "delivered");
        var waiting = await Scene.Queue.AddDestinationAsync(project);
        var late = await Scene.Queue.AddDestinationAsync(project);
        var deleted = await Scene.Queue.AddDestinationAsync(project);
        var key = await Database.ScalarAsync<Guid>("select event_id from events");
        await Database.ExecuteAsync(
            """
            with matched as (update events set matched = 2), counted as (insert into ledger_deltas (project_no, minute, matched, queued) values ($1, minute_of($2), 1, 1))
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at) values ($1, $2, $3, now() + interval '1 hour', now())
            """,
            project.ProjectNo,
            key,
            waiting);
        await Database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);

        var operation = await Scene.AskAsync(project, OperationKind.Replay, new OperationSelection { EventKey = key });
        await Scene.RunAsync();

        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Succeeded, new OperationProgress(3, 3, 0)), (over.State, over.Progress));
        Assert.Equal(
            [had, waiting, late],
            await Database.ColumnAsync<long>("select destination_no from delivery_queue where due_at <= now() order by 1"));
        var sheet = await SheetAsync(project);
        Assert.Equal((3, true), (sheet.Matched, sheet.Balances));
    }

    [Fact]
    public async Task An_event_is_replayed_to_more_destinations_than_a_turn_holds()
    {
        var project = await Scene.Queue.AddProjectAsync();
        await Scene.AddEventsAsync(project, 1);
        for (var number = 0; number < 23; number++)
        {
            await Scene.Queue.AddDestinationAsync(project);
        }

        var operation = await Scene.AskAsync(
            project, OperationKind.Replay,
            new OperationSelection { EventKey = await Database.ScalarAsync<Guid>("select event_id from events") });
        await Scene.RunAsync();

        Assert.Equal(new OperationProgress(23, 23, 0), (await Scene.ReadAsync(project, operation)).Progress);
        Assert.Equal(23, await Database.CountAsync("delivery_queue"));
        Assert.Equal(23, await Database.ScalarAsync<int>("select matched from events"));
    }

    /// <summary>An operation is about events of earlier milliseconds than its own.</summary>
    private static Task BeforeTheMomentIsOverAsync() => Task.Delay(TimeSpan.FromMilliseconds(2));

    private Task<LedgerSheet> SheetAsync(ProjectScope project) => new Ledger(Database.DataSource).ReadAsync(
        project.ProjectNo, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1), CancellationToken.None);
}
