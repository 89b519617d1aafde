using System.Collections.Concurrent;
using Npgsql;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Deliveries that go back to the queue without an attempt. One statement at a time; what cannot be freed now is tried again later, because
/// nobody else would: this worker lives, and its leases with it.
/// </summary>
internal sealed partial class GivenBack(WorkerRun run) : IDisposable
{
    /// <summary>Freed by one statement.</summary>
    private const int MostAtOnce = 5_000;

    private readonly ConcurrentQueue<ClaimedDelivery> waiting = new();
    private readonly WorkSignal signal = new();

    /// <summary>Goes back at once.</summary>
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

    /// <summary>Its settings could not be read: goes back after a while, so that a broken database is not hammered.</summary>
    public void AddBroken(ClaimedDelivery delivery) => waiting.Enqueue(delivery);

    /// <summary>Gives back until cancelled.</summary>
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
                        GivenBackLog.NotGivenBack(run.Logger, times, exception);
                    }

                    await Task.Delay(backOff.Next(), run.Clock, cancellationToken);
                }
            }
        }
    }

    /// <summary>Frees the leases; the deliveries are due again at once, for whoever asks first. What fails is kept.</summary>
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
            run.Schedule.Let(delivery, now, now);
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

    private static partial class GivenBackLog
    {
        [LoggerMessage(EventIds.ReleaseFailed, LogLevel.Warning,
            "Deliveries could not be given back to the queue; trying again. {Times} times since the last line.")]
        public static partial void NotGivenBack(ILogger logger, int times, Exception exception);
    }
}
