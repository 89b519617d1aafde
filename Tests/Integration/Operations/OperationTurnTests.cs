using Webhooks.Contracts;
using Webhooks.Core.Operations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>Who gets a turn, and when.</summary>
public sealed class OperationTurnTests : OperationStage
{
    [Fact]
    public async Task It_is_known_whether_there_is_anything_to_work_on()
    {
        var (project, destination) = await Scene.AddFinishedAsync(1);
        Assert.False(await Scene.Store.IsAnyOpenAsync(CancellationToken.None));

        await Scene.RecoverAsync(project, destination);
        Assert.True(await Scene.Store.IsAnyOpenAsync(CancellationToken.None));

        await Scene.Runner.RunAsync(CancellationToken.None);
        Assert.False(await Scene.Store.IsAnyOpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tenants_take_turns_however_much_one_of_them_has_asked_for()
    {
        var (large, largeDestination) = await Scene.AddFinishedAsync(200);
        var first = await Scene.RecoverAsync(large, largeDestination);
        for (var turn = 0; turn < 5; turn++)
        {
            await Scene.TakeTurnAsync();
        }

        var (small, smallDestination) = await Scene.AddFinishedAsync(20);
        var second = await Scene.RecoverAsync(small, smallDestination);
        for (var turn = 0; turn < 6; turn++)
        {
            await Scene.TakeTurnAsync();
        }

        Assert.Equal(OperationState.Succeeded, (await Scene.ReadAsync(small, second)).State);
        Assert.Equal(
            (OperationState.Running, 70),
            ((await Scene.ReadAsync(large, first)).State, (await Scene.ReadAsync(large, first)).Progress.Done));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_small_operation_after_the_other_does_not_hold_up_a_long_one_nor_the_other_way_round(bool sameTenant)
    {
        var (large, largeDestination) = await Scene.AddFinishedAsync(200);
        var (small, smallDestination) = sameTenant ? await AddBesideAsync(large) : await Scene.AddFinishedAsync(1);
        var longOne = await Scene.RecoverAsync(large, largeDestination);
        Operation? asked = null;
        var finished = 0;

        for (var turn = 0; turn < 20; turn++)
        {
            asked ??= await Scene.ResendOneAsync(small, smallDestination);
            Assert.True(await Scene.TakeTurnAsync());
            if ((await Scene.ReadAsync(small, asked)).State == OperationState.Succeeded)
            {
                (asked, finished) = (null, finished + 1);
            }
        }

        // Of ten turns of the long one, one counts.
        Assert.Equal((10, 90), (finished, (await Scene.ReadAsync(large, longOne)).Progress.Done));
    }

    [Fact]
    public async Task Operations_of_a_project_are_done_one_after_the_other()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        var first = await Scene.RecoverAsync(project, destination);
        var second = await Scene.RecoverAsync(project, destination);

        for (var turn = 0; turn < 3; turn++)
        {
            await Scene.TakeTurnAsync();
        }

        Assert.Equal(
            (OperationState.Running, OperationState.Pending),
            ((await Scene.ReadAsync(project, first)).State, (await Scene.ReadAsync(project, second)).State));
        await Scene.RunAsync();
        Assert.Equal(25, (await Scene.ReadAsync(project, first)).Progress.Done);
        Assert.Equal(new OperationProgress(0, 0, 0), (await Scene.ReadAsync(project, second)).Progress);
    }

    [Fact]
    public async Task Many_runners_do_everything_once()
    {
        var operations = new List<(Core.Keys.ProjectScope Project, Operation Operation)>();
        for (var number = 0; number < 4; number++)
        {
            var (project, destination) = await Scene.AddFinishedAsync(60);
            operations.Add((project, await Scene.RecoverAsync(project, destination)));
        }

        // A runner stops when what is left is in others' hands; the last one finishes all.
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => OperationScene.RunnerOn(Database.DataSource, 7).RunAsync(CancellationToken.None)));

        foreach (var (project, operation) in operations)
        {
            var over = await Scene.ReadAsync(project, operation);
            Assert.Equal((OperationState.Succeeded, new OperationProgress(60, 60, 0)), (over.State, over.Progress));
        }

        Assert.Equal(240, await Database.CountAsync("delivery_queue"));
    }

    [Fact]
    public async Task A_turn_that_somebody_has_is_left_to_them_and_free_again_when_their_session_ends()
    {
        var (project, destination) = await Scene.AddFinishedAsync(5);
        var operation = await Scene.RecoverAsync(project, destination);
        await using (var other = await Database.DataSource.OpenConnectionAsync())
        await using (await other.BeginTransactionAsync())
        {
            Assert.NotNull(await OperationStore.TakeAsync(other, CancellationToken.None));

            Assert.False(await Scene.TakeTurnAsync());
        }

        await Scene.RunAsync();
        Assert.Equal(OperationState.Succeeded, (await Scene.ReadAsync(project, operation)).State);
    }

    [Fact]
    public async Task A_cancelled_operation_gets_no_more_turns_and_keeps_what_was_done()
    {
        var (project, destination) = await Scene.AddFinishedAsync(25);
        var operation = await Scene.RecoverAsync(project, destination);
        await Scene.TakeTurnAsync();
        await Scene.TakeTurnAsync();

        var cancelled = await Scene.Store.CancelAsync(project.ProjectNo, operation.Key, CancellationToken.None);

        Assert.Equal(OperationState.Cancelled, cancelled?.State);
        Assert.False(await Scene.TakeTurnAsync());
        Assert.Equal(10, await Scene.CountWaitingAsync(destination));
        Assert.Null(await Scene.Store.CancelAsync(project.ProjectNo, operation.Key, CancellationToken.None));
    }

    [Fact]
    public async Task A_project_has_a_bounded_number_of_open_operations()
    {
        var (project, destination) = await Scene.AddFinishedAsync(1);
        for (var number = 0; number < OperationStore.MaximumOpen; number++)
        {
            await Scene.RecoverAsync(project, destination);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => Scene.RecoverAsync(project, destination));

        var (other, elsewhere) = await Scene.AddFinishedAsync(1);
        await Scene.RecoverAsync(other, elsewhere);
        await Scene.RunAsync();
        await Scene.RecoverAsync(project, destination);
    }

    [Fact]
    public async Task A_worker_removes_operations_of_long_ago()
    {
        var (project, destination) = await Scene.AddFinishedAsync(1);
        var old = await Scene.RecoverAsync(project, destination);
        var recent = await Scene.RecoverAsync(project, destination);
        await Scene.RunAsync();
        await Database.ExecuteAsync("update operations set finished_at = now() - interval '91 days' where operation_id = $1", old.Key);

        await using var worker = await WorkerApplication.StartAsync(Database);

        await Eventually.BecomesTrueAsync(async () => await Database.CountAsync("operations") == 1, "one operation is left");
        Assert.NotNull(await Scene.Store.FindAsync(project.ProjectNo, recent.Key, CancellationToken.None));
    }

    /// <summary>Another project of the same tenant, with a destination.</summary>
    private async Task<(Core.Keys.ProjectScope Project, long DestinationNo)> AddBesideAsync(Core.Keys.ProjectScope project)
    {
        var projectNo = await Database.ScalarAsync<long>(
            "insert into projects (tenant_no, id, name, created_at) values ($1, 'beside', 'Beside', now()) returning project_no",
            project.TenantNo);
        var beside = new Core.Keys.ProjectScope(project.TenantNo, projectNo, project.TenantId, "beside");
        return (beside, await Scene.Queue.AddDestinationAsync(beside));
    }
}
