using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>A worker that is killed in the middle of an operation: another one goes on where it was, and nothing is done twice.</summary>
public sealed class KilledOperationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Deliveries = 4_000;

    [Fact]
    public async Task An_operation_goes_on_in_another_worker_when_its_worker_is_killed()
    {
        var scene = new OperationScene(database);
        var (project, destination) = await scene.AddFinishedAsync(Deliveries);
        // What is made due stays where it can be counted.
        await database.ExecuteAsync("update destinations set enabled = false, paused_at = now() where destination_no = $1", destination);
        await using var killed = await ServiceProcess.StartAsync(
            "DeliveryWorker", database, new Dictionary<string, string> { ["Operations:ChunkSize"] = "10" });
        var operation = await scene.RecoverAsync(project, destination);
        await Eventually.BecomesTrueAsync(
            async () => (await scene.ReadAsync(project, operation)).Progress.Done > 50, "the work is under way");

        await killed.KillAsync();
        var before = await scene.ReadAsync(project, operation);
        await using var other = await WorkerApplication.StartAsync(database);
        await Eventually.BecomesTrueAsync(
            async () => !OperationState.IsOpen((await scene.ReadAsync(project, operation)).State), "the operation is over");

        var over = await scene.ReadAsync(project, operation);
        Assert.True(before.Progress.Done < Deliveries, "It was killed too late to prove anything.");
        Assert.Equal((OperationState.Succeeded, new OperationProgress(Deliveries, Deliveries, 0)), (over.State, over.Progress));
        Assert.Equal(Deliveries, await scene.CountWaitingAsync(destination));
        Assert.Equal(0, await database.CountAsync("deliveries"));
    }
}
