using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>Recoveries and resends, turn by turn.</summary>
public sealed class OperationTests : OperationStage
{
    [Fact]
    public async Task A_recovery_makes_what_was_given_up_due_in_chunks_with_its_progress()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        await Scene.AddFinishedAsync(project, destination, 4, "expired");
        await Scene.AddFinishedAsync(project, destination, 3, "delivered");
        await Scene.AddFinishedAsync(project, destination, 2, "cancelled");

        var operation = await Scene.RecoverAsync(project, destination);

        Assert.Equal((OperationState.Pending, new OperationProgress(null, 0, 0)), (operation.State, operation.Progress));
        var seen = new List<OperationProgress>();
        while (await Scene.TakeTurnAsync())
        {
            seen.Add((await Scene.ReadAsync(project, operation)).Progress);
        }

        Assert.Equal([new(29, 0, 0), new(29, 10, 0), new(29, 20, 0), new(29, 29, 0)], seen);
        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Succeeded, null), (over.State, over.Error));
        Assert.True(over.CreatedAt <= over.StartedAt && over.StartedAt <= over.FinishedAt);
        Assert.Equal(29, await Scene.CountWaitingAsync(destination));
        Assert.Equal(5, await Database.CountAsync("deliveries where destination_no = $1", destination));
        Assert.Equal(29, await Database.CountAsync("delivery_queue where round_start = 3 and attempt_count = 3 and due_at <= now()"));
        Assert.Equal(25, await Database.CountAsync("attempts where number = 3 and verdict = 'failed'"));
    }

    [Fact]
    public async Task A_delivery_that_fails_again_meanwhile_is_not_taken_twice()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        var operation = await Scene.RecoverAsync(project, destination);

        while (await Scene.TakeTurnAsync())
        {
            await FailAllAsync();
        }

        Assert.Equal(new OperationProgress(25, 25, 0), (await Scene.ReadAsync(project, operation)).Progress);
        Assert.Equal(25, await Database.CountAsync("deliveries where attempt_count = 4"));
    }

    [Fact]
    public async Task A_resend_of_named_deliveries_counts_those_that_cannot_be_as_failed()
    {
        var (project, destination) = await Scene.AddFinishedAsync(12, "delivered");
        var (_, elsewhere) = await Scene.AddFinishedAsync(1);
        var keys = await KeysAsync(destination);
        var foreign = await KeysAsync(elsewhere);
        DeliveryKey nothing = new(QueueScene.NewId(), destination);

        var operation = await Scene.AskAsync(
            project, OperationKind.Resend, new OperationSelection { Keys = [.. keys, .. foreign, nothing, keys[0]] });
        await Scene.RunAsync();

        Assert.Equal(14, operation.Progress.Total);
        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Succeeded, new OperationProgress(14, 12, 2)), (over.State, over.Progress));
        Assert.Equal((12, 0), (await Scene.CountWaitingAsync(destination), await Scene.CountWaitingAsync(elsewhere)));
    }

    [Fact]
    public async Task A_resend_by_filter_takes_what_fits_and_nothing_that_is_newer_than_it()
    {
        var (project, destination) = await Scene.AddFinishedAsync(7, "delivered");
        await Scene.AddFinishedAsync(project, destination, 3);
        var operation = await Scene.AskAsync(
            project, OperationKind.Resend,
            new OperationSelection { Query = new DeliveryQuery(State: "delivered", DestinationNo: destination) });
        await Database.ExecuteAsync(
            "update operations set selection = jsonb_set(selection::jsonb, '{Until}', to_jsonb(now() - interval '10 minutes'))::text");
        await Scene.RunAsync();
        Assert.Equal((OperationState.Succeeded, new OperationProgress(0, 0, 0)), await StateAsync());

        operation = await Scene.AskAsync(
            project, OperationKind.Resend,
            new OperationSelection { Query = new DeliveryQuery(State: "delivered", DestinationNo: destination) });
        await Scene.RunAsync();

        Assert.Equal((OperationState.Succeeded, new OperationProgress(7, 7, 0)), await StateAsync());
        Assert.Equal(7, await Scene.CountWaitingAsync(destination));

        async Task<(string, OperationProgress)> StateAsync()
        {
            var now = await Scene.ReadAsync(project, operation);
            return (now.State, now.Progress);
        }
    }

    [Fact]
    public async Task Nothing_happens_in_a_turn_that_does_not_come_to_its_end()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        var operation = await Scene.RecoverAsync(project, destination);
        await Scene.TakeTurnAsync();
        await Scene.TakeTurnAsync();

        // The progress cannot be written, so nothing of the turn can be.
        await Database.ExecuteAsync("alter table operations add constraint broken check (done < 20)");
        await Scene.TakeTurnAsync();
        var broken = await Scene.ReadAsync(project, operation);
        await Database.ExecuteAsync("alter table operations drop constraint broken");

        Assert.Equal((OperationState.Running, new OperationProgress(25, 10, 0)), (broken.State, broken.Progress));
        Assert.NotNull(broken.Error);
        Assert.Equal(10, await Scene.CountWaitingAsync(destination));
        await Scene.RunAsync();
        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Succeeded, new OperationProgress(25, 25, 0), null), (over.State, over.Progress, over.Error));
        Assert.Equal(25, await Scene.CountWaitingAsync(destination));
    }

    [Fact]
    public async Task An_operation_that_breaks_down_again_and_again_fails_and_lets_the_next_one_go()
    {
        var (project, destination) = await Scene.AddFinishedAsync(5);
        var hopeless = await Scene.AskAsync(project, OperationKind.ReplayMissing, new OperationSelection());
        var next = await Scene.RecoverAsync(project, destination);

        await Scene.RunAsync();

        var failed = await Scene.ReadAsync(project, hopeless);
        Assert.Equal((OperationState.Failed, "Something went wrong in the service; its log says what."), (failed.State, failed.Error));
        Assert.NotNull(failed.FinishedAt);
        Assert.Equal(OperationState.Succeeded, (await Scene.ReadAsync(project, next)).State);
    }

    [Fact]
    public async Task A_recovery_of_a_destination_that_is_deleted_meanwhile_fails_with_the_reason()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        var operation = await Scene.RecoverAsync(project, destination);
        await Scene.TakeTurnAsync();
        await Scene.TakeTurnAsync();
        await Database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", destination);

        await Scene.RunAsync();

        var over = await Scene.ReadAsync(project, operation);
        Assert.Equal((OperationState.Failed, "The destination was deleted.", 10), (over.State, over.Error, over.Progress.Done));
    }

    private async Task<IReadOnlyList<DeliveryKey>> KeysAsync(long destinationNo) =>
        [.. (await Database.ColumnAsync<Guid>("select event_id from deliveries where destination_no = $1", destinationNo)).Select(key => new DeliveryKey(key, destinationNo))];

    /// <summary>Everything that is due fails again, as a worker would record it.</summary>
    private Task<int> FailAllAsync() => Database.ExecuteAsync(
        """
        with over as (delete from delivery_queue returning *)
        insert into deliveries (project_no, event_id, destination_no, event_type, state, attempt_count, created_at, finished_at)
        select project_no, event_id, destination_no, 'event.created', 'failed', attempt_count + 1, created_at, now() from over
        """);
}
