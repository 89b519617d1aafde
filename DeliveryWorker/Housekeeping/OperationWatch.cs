using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Operations;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Engine;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>
/// Notices that there are operations to work on: immediately by LISTEN, and by a slow look for those no signal announced.
/// </summary>
internal sealed partial class OperationWatch(
    NpgsqlDataSource dataSource, IOptions<OperationOptions> options, TimeProvider clock, ILogger<OperationWatch> logger) : IDisposable
{
    private readonly WorkSignal lookNow = new();
    private readonly TroubleLog<Trouble> troubles = new(clock, WorkerRun.BetweenLines);

    public void Dispose() => lookNow.Dispose();

    /// <summary>
    /// Calls <paramref name="work"/> whenever there may be something to do, never twice at the same time, until cancelled.
    /// </summary>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => Task.WhenAll(
        ListenLoop.RunAsync(
            dataSource, [OperationStore.Channel], (_, _) => lookNow.Set(), lookNow.Set, exception => Note(Trouble.Listen, exception), clock,
            cancellationToken),
        CallAsync(work, cancellationToken));

    private async Task CallAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Note(Trouble.Look, exception);
            }

            await lookNow.WaitAsync(options.Value.PollInterval, cancellationToken);
        }
    }

    private void Note(Trouble trouble, Exception exception)
    {
        if (troubles.IsNews(trouble, out var times))
        {
            OperationWatchLog.OperationsNotWatched(logger, times, exception);
        }
    }

    private static partial class OperationWatchLog
    {
        [LoggerMessage(EventIds.OperationsNotWatched, LogLevel.Warning,
            "Operations could not be looked for or worked on; trying again. {Times} times since the last line.")]
        public static partial void OperationsNotWatched(ILogger logger, int times, Exception exception);
    }
}
