using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Writes this worker's heartbeats, knows whether its leases can still be trusted, and frees the leases of silent workers.
/// </summary>
internal sealed partial class WorkerHeartbeat(WorkerRun run, LeaseReleases releases)
{
    /// <summary>Subtracted from the allowed silence: a heartbeat takes some time to reach the database.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The next heartbeat names the workers for which there is no room now.</summary>
    private readonly Channel<Guid> silent = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropWrite });

    private long lastBeat;

    /// <summary>False when the last heartbeat is so long ago that other workers may have freed the leases.</summary>
    public bool LeasesAreSafe => run.Clock.GetElapsedTime(Volatile.Read(ref lastBeat)) < WorkerRegister.SilenceAllowed - Margin;

    /// <summary>Writes the first heartbeat: nothing may be claimed before the worker is known.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => BeatAsync(cancellationToken);

    /// <summary>Writes heartbeats until cancelled; a failure is logged, and the next heartbeat tries again.</summary>
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
                if (run.Troubles.IsNews(Trouble.Heartbeat, out var times))
                {
                    WorkerHeartbeatLog.HeartbeatFailed(run.Logger, times, exception);
                }
            }

            run.Schedule.ForgetIdle(run.Now);
        }
    }

    /// <summary>
    /// Frees the leases of silent workers, until cancelled. Runs apart from the heartbeats: a long queue takes seconds to go through.
    /// </summary>
    public async Task ReleaseSilentAsync(CancellationToken cancellationToken)
    {
        await foreach (var worker in silent.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await foreach (var released in run.Register.ReleaseSilentAsync(worker, cancellationToken))
                {
                    WorkerHeartbeatLog.LeasesReleased(run.Logger, released.Count);
                    Wake(released.Destinations);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (run.Troubles.IsNews(Trouble.TakeOver, out var times))
                {
                    WorkerHeartbeatLog.NotTakenOver(run.Logger, times, exception);
                }
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var askedAt = run.Clock.GetTimestamp();
        var beat = await BeatOnceAsync(cancellationToken);
        if (!beat.IsKnown)
        {
            // Counted as dead. Deliveries claimed before are released, which changes nothing where another worker has the lease.
            run.Renew();
            releases.Add(run.Schedule.TakeBuffered(null));
            WorkerHeartbeatLog.Renewed(run.Logger, run.Worker.Name);
            askedAt = run.Clock.GetTimestamp();
            beat = await BeatOnceAsync(cancellationToken);
        }

        Volatile.Write(ref lastBeat, askedAt);
        foreach (var worker in beat.Silent)
        {
            silent.Writer.TryWrite(worker);
        }
    }

    private async Task<WorkerBeat> BeatOnceAsync(CancellationToken cancellationToken)
    {
        var askedAt = run.Clock.GetTimestamp();
        var beat = await run.Register.BeatAsync(
            run.Worker.Id, run.Worker.Name, run.Schedule.Held, run.Schedule.Caps(WorkerRegister.MostCaps), cancellationToken);
        run.Clock.Correct(askedAt, beat.DatabaseTime, run.Clock.GetTimestamp());
        return beat;
    }

    private void Wake(IReadOnlyList<DueDestination> destinations)
    {
        var now = run.Now;
        foreach (var destination in destinations)
        {
            // The queue of a destination may have been released from anywhere.
            run.Schedule.Wake(destination, now, now, DateTimeOffset.MinValue);
        }

        run.Signal.Set();
    }

    private static partial class WorkerHeartbeatLog
    {
        [LoggerMessage(EventIds.HeartbeatFailed, LogLevel.Warning,
            "The heartbeat of this worker could not be written. {Times} times since the last line.")]
        public static partial void HeartbeatFailed(ILogger logger, int times, Exception exception);

        [LoggerMessage(EventIds.LeasesReleased, LogLevel.Warning,
            "{Count} deliveries of a worker that went silent were released; they will be attempted again.")]
        public static partial void LeasesReleased(ILogger logger, long count);

        [LoggerMessage(EventIds.NotTakenOver, LogLevel.Warning,
            "Deliveries of a worker that went silent could not be released yet; trying again. {Times} times since the last line.")]
        public static partial void NotTakenOver(ILogger logger, int times, Exception exception);

        [LoggerMessage(EventIds.WorkerRenewed, LogLevel.Warning,
            "Worker {Worker} was silent for so long that others took over its deliveries; it goes on as a new one.")]
        public static partial void Renewed(ILogger logger, string worker);
    }
}
