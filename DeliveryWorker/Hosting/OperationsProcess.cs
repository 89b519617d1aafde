using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Webhooks.Core.Operations;
using Webhooks.DeliveryWorker.Operations;

namespace Webhooks.DeliveryWorker.Hosting;

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
