using Npgsql;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker;

/// <summary>Says that the worker lives, releases leases of silent workers, and knows whether this worker's own leases can still be trusted.</summary>
internal sealed partial class WorkerHeartbeat(WorkerRun run)
{
    /// <summary>Held back from the silence allowed: a beat is on its way for some time before it counts.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private long lastBeatTicks;

    /// <summary>False when the last beat is so long ago that others may have taken the leases.</summary>
    public bool LeasesAreSafe => run.Now.UtcTicks - Volatile.Read(ref lastBeatTicks) < (DeliveryQueue.SilenceAllowed - Margin).Ticks;

    /// <summary>The first beat: nothing may be claimed before the worker is known.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => BeatAsync(cancellationToken);

    /// <summary>Beats until cancelled; a failed beat is logged and tried again at the next one.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(run.Options.HeartbeatInterval, run.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await BeatAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.HeartbeatFailed(run.Logger, exception);
            }

            run.Schedule.ForgetIdle();
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var sentAt = run.Now;
        var (released, destinations) = await run.Queue.BeatAsync(
            run.Worker.Id, run.Worker.Name, run.Schedule.Held, run.Schedule.Caps(DeliveryQueue.MostCaps), cancellationToken);
        Volatile.Write(ref lastBeatTicks, sentAt.UtcTicks);
        if (released > 0)
        {
            Log.LeasesReleased(run.Logger, released);
            foreach (var destination in destinations)
            {
                // The queue of a destination may have been released from anywhere.
                run.Schedule.Wake(destination, sentAt, run.Now, DateTimeOffset.MinValue);
            }

            run.Signal.Set();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.HeartbeatFailed, LogLevel.Warning, "The heartbeat of this worker could not be written.")]
        public static partial void HeartbeatFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventIds.LeasesReleased, LogLevel.Warning, "{Count} deliveries of a worker that went silent were released; they will be attempted again.")]
        public static partial void LeasesReleased(ILogger logger, long count);
    }
}
