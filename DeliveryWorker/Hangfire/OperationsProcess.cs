using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Webhooks.Core.Operations;
using Webhooks.DeliveryWorker.Housekeeping;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>Makes a job whenever there are operations to work on, and waits for its end: a worker never has two of them.</summary>
internal sealed class OperationsProcess(
    OperationWatch watch, OperationStore operations, IBackgroundJobClient jobs, JobStorage storage, TimeProvider clock) : IBackgroundProcess
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Watches until the server stops.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        watch.RunAsync(WorkAsync, context.StoppingToken).GetAwaiter().GetResult();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (await operations.IsAnyOpenAsync(cancellationToken))
        {
            var job = jobs.Enqueue<OperationJob>(static one => one.RunAsync(CancellationToken.None));
            while (IsUnderWay(job))
            {
                WorkerQueue.Wake(storage);
                await Task.Delay(AskAgainAfter, clock, cancellationToken);
            }
        }
    }

    private bool IsUnderWay(string job)
    {
        using var connection = storage.GetConnection();
        var state = connection.GetStateData(job)?.Name;
        return state == EnqueuedState.StateName || state == ProcessingState.StateName;
    }
}

/// <summary>
/// A Hangfire job that works on operations until the rest is in the hands of other workers. It notes errors with the operations.
/// </summary>
internal sealed class OperationJob(OperationRunner runner)
{
    /// <param name="cancellationToken">Hangfire's own: ends when the server stops; the turn under way is then rolled back.</param>
    [JobDisplayName("operations")]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => runner.RunAsync(cancellationToken);
}
