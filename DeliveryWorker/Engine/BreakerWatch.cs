using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Reviews, at most once a second, the destinations whose recorded attempts were not answered, and passes on the results of probes. A
/// healthy destination costs nothing: it is never reviewed.
/// </summary>
internal sealed partial class BreakerWatch(
    WorkerRun run, DestinationBreaker breaker, DueSignal dueSignal, NpgsqlDataSource dataSource) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly WorkSignal noted = new();

    /// <summary>Results of probes; as few as probes in flight, at most one per destination.</summary>
    private readonly Channel<(long DestinationNo, bool Answered)> probed = Channel.CreateUnbounded<(long, bool)>();

    private HashSet<long> unanswered = [];

    /// <summary>An attempt was recorded.</summary>
    public void Note(FinishedAttempt attempt)
    {
        var isUnanswered = VerdictRules.IsUnanswered(attempt.Result);
        if (attempt.Delivery.IsProbe)
        {
            probed.Writer.TryWrite((attempt.Delivery.DestinationNo, !isUnanswered));
        }
        else if (!isUnanswered)
        {
            return;
        }

        lock (gate)
        {
            if (isUnanswered)
            {
                unanswered.Add(attempt.Delivery.DestinationNo);
            }
        }

        noted.Set();
    }

    /// <summary>Runs until cancelled; a review that fails is retried after the next failed attempt.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await noted.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
            try
            {
                while (probed.Reader.TryRead(out var probe))
                {
                    await (
                        probe.Answered
                            ? CloseAsync(probe.DestinationNo, cancellationToken)
                            : ReopenAsync(probe.DestinationNo, cancellationToken));
                }

                await ReviewAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (run.Troubles.IsNews(Trouble.Breakers, out var times))
                {
                    BreakerWatchLog.BreakersNotReviewed(run.Logger, times, exception);
                }
            }

            await Task.Delay(Between, run.Clock, cancellationToken);
        }
    }

    public void Dispose() => noted.Dispose();

    private async Task ReviewAsync(CancellationToken cancellationToken)
    {
        HashSet<long> taken;
        lock (gate)
        {
            (taken, unanswered) = (unanswered, []);
        }

        if (taken.Count == 0)
        {
            return;
        }

        var opened = await breaker.ReviewAsync(taken, cancellationToken);
        foreach (var one in opened)
        {
            BreakerWatchLog.BreakerOpened(run.Logger, one.DestinationNo, one.LastMinute.Failed, one.LastMinute.Attempts, one.Until);
        }

        if (opened.Count > 0)
        {
            await DestinationChanges.AnnounceAsync(dataSource, [.. opened.Select(one => one.DestinationNo)], cancellationToken);
        }
    }

    private async Task CloseAsync(long destinationNo, CancellationToken cancellationToken)
    {
        if (await breaker.CloseAsync(destinationNo, cancellationToken) is { } due)
        {
            BreakerWatchLog.BreakerClosed(run.Logger, destinationNo);
            // Any delivery of the destination may have become due meanwhile.
            await dueSignal.SendAsync(new DueNotice([due], DateTimeOffset.UnixEpoch), cancellationToken);
        }
    }

    private async Task ReopenAsync(long destinationNo, CancellationToken cancellationToken)
    {
        if (await breaker.ReopenAsync(destinationNo, cancellationToken) is { } until)
        {
            BreakerWatchLog.ProbeFailed(run.Logger, destinationNo, until);
        }
    }

    private static partial class BreakerWatchLog
    {
        [LoggerMessage(EventIds.BreakerOpened, LogLevel.Warning,
            "Destination {DestinationNo} failed {Failed} of {Attempts} attempts of the last minute; nothing is sent to it until {Until:O}.")]
        public static partial void BreakerOpened(ILogger logger, long destinationNo, long failed, long attempts, DateTimeOffset until);

        [LoggerMessage(EventIds.BreakerClosed, LogLevel.Information,
            "Destination {DestinationNo} answers again; what waits for it is sent.")]
        public static partial void BreakerClosed(ILogger logger, long destinationNo);

        [LoggerMessage(EventIds.ProbeFailed, LogLevel.Information,
            "Destination {DestinationNo} does not answer yet; it is tried again at {Until:O}.")]
        public static partial void ProbeFailed(ILogger logger, long destinationNo, DateTimeOffset until);

        [LoggerMessage(EventIds.BreakersNotReviewed, LogLevel.Warning,
            "Destinations that fail could not be looked at; they are with the next failed attempt. {Times} times since the last line.")]
        public static partial void BreakersNotReviewed(ILogger logger, int times, Exception exception);
    }
}
