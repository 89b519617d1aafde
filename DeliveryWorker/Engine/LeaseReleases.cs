using System.Collections.Concurrent;
using Npgsql;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Deliveries whose leases are released without an attempt. One statement at a time; a release that fails is tried again, because no other
/// worker would do it: this worker is alive, so its leases are valid.
/// </summary>
internal sealed partial class LeaseReleases(WorkerRun run) : IDisposable
{
    /// <summary>Most leases released by one statement.</summary>
    private const int MostAtOnce = 5_000;

    private readonly ConcurrentQueue<ClaimedDelivery> waiting = new();
    private readonly WorkSignal signal = new();

    /// <summary>Releases deliveries immediately.</summary>
    public void Add(IReadOnlyCollection<ClaimedDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            waiting.Enqueue(delivery);
        }

        if (deliveries.Count > 0)
        {
            signal.Set();
        }
    }

    /// <summary>
    /// Releases a delivery whose settings could not be read, after a while, so that a failing database is not flooded with requests.
    /// </summary>
    public void AddBroken(ClaimedDelivery delivery) => waiting.Enqueue(delivery);

    /// <summary>Releases until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backOff = BackOff.Short;
        while (true)
        {
            await signal.WaitAsync(run.Options.HeartbeatInterval, cancellationToken);
            while (!waiting.IsEmpty)
            {
                try
                {
                    await ReleaseAsync(Take(), cancellationToken);
                    backOff.Reset();
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
                {
                    if (run.Troubles.IsNews(Trouble.Release, out var times))
                    {
                        LeaseReleasesLog.NotReleased(run.Logger, times, exception);
                    }

                    await Task.Delay(backOff.Next(), run.Clock, cancellationToken);
                }
            }
        }
    }

    /// <summary>Releases the leases; the deliveries are due again immediately, for any worker. If that fails they are kept here.</summary>
    public async Task ReleaseAsync(List<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
        {
            return;
        }

        try
        {
            await run.Queue.ReleaseAsync(deliveries, cancellationToken);
        }
        catch
        {
            deliveries.ForEach(waiting.Enqueue);
            throw;
        }

        var now = run.Now;
        foreach (var delivery in deliveries)
        {
            run.Schedule.Release(delivery, now, now);
        }

        run.Signal.Set();
    }

    public void Dispose() => signal.Dispose();

    private List<ClaimedDelivery> Take()
    {
        var taken = new List<ClaimedDelivery>();
        while (taken.Count < MostAtOnce && waiting.TryDequeue(out var delivery))
        {
            taken.Add(delivery);
        }

        return taken;
    }

    private static partial class LeaseReleasesLog
    {
        [LoggerMessage(EventIds.ReleaseFailed, LogLevel.Warning,
            "Leases could not be released; trying again. {Times} times since the last line.")]
        public static partial void NotReleased(ILogger logger, int times, Exception exception);
    }
}
