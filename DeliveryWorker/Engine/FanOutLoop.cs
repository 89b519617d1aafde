using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Writes the deliveries that were put off when their events were stored: immediately by signal, and by a slow look. Tenants take turns,
/// each of one short statement, in parallel with other workers.
/// </summary>
internal sealed partial class FanOutLoop(WorkerRun run, FanOutQueue queue, DueSignal dueSignal, WorkSignal lookNow)
{
    /// <summary>Poll intervals between two looks without a signal: large fan-outs are rare, and each has one.</summary>
    private const int SlowLook = 3;

    /// <summary>Runs until cancelled; a look that fails is repeated.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backOff = BackOff.Short;
        while (true)
        {
            try
            {
                await WriteAsync(cancellationToken);
                backOff.Reset();
                await lookNow.WaitAsync(SlowLook * run.Options.PollInterval, cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (run.Troubles.IsNews(Trouble.FanOut, out var times))
                {
                    FanOutLoopLog.FanOutFailed(run.Logger, times, exception);
                }

                await Task.Delay(backOff.Next(), run.Clock, cancellationToken);
            }
        }
    }

    /// <summary>Takes turns until nothing is put off, or other workers are writing all of it.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        long? idleSince = null;
        for (var turn = await queue.TakeTurnAsync(0, cancellationToken);
            turn is not null && turn.TenantNo != idleSince;
            turn = await queue.TakeTurnAsync(turn.TenantNo, cancellationToken))
        {
            // A full round without any work: other workers are writing the rest.
            idleSince = turn.Destinations.Count > 0 ? null : idleSince ?? turn.TenantNo;
            var tenantNo = turn.TenantNo;
            DueDestination[] due = [.. turn.Destinations.Select(number => new DueDestination(tenantNo, number))];
            await dueSignal.SendAsync(new DueNotice(due, turn.DueFrom), cancellationToken);
        }
    }

    private static partial class FanOutLoopLog
    {
        [LoggerMessage(EventIds.FanOutFailed, LogLevel.Warning,
            "Deliveries that were put off could not be written; trying again. {Times} times since the last line.")]
        public static partial void FanOutFailed(ILogger logger, int times, Exception exception);
    }
}
