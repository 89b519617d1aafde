using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Attempts;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Destinations;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Joins the stages: (3) claims what is due, (4) sends it, (5) hands the outcome to the recorder. Nothing else: what is due first is
/// <see cref="LaneSchedule"/>'s, the HTTP call is <see cref="DeliverySender"/>'s, the decision is <see cref="VerdictRules"/>'.
/// </summary>
internal sealed partial class DeliveryLoop(
    WorkerRun run, DeliverySender sender, DestinationTargets targets, AttemptRecorder recorder, WorkerHeartbeat heartbeat, RandomSource random)
{
    private static readonly TimeSpan ClaimAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>How soon to look again whether the heartbeat has come through.</summary>
    private static readonly TimeSpan HeartbeatPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>Deliveries whose settings could not be read; given back after a while, so that a broken database is not hammered.</summary>
    private readonly GivenBack givenBack = new(run);

    private int inFlight;

    /// <summary>Claims and starts attempts until <paramref name="stop"/>. Attempts end on their own; <paramref name="kill"/> breaks them off.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        while (!stop.IsCancellationRequested)
        {
            var now = run.Now;
            if (!heartbeat.LeasesAreSafe)
            {
                await WaitAsync(HeartbeatPatience, stop);
                continue;
            }

            var requests = run.Schedule.PickDue(now);
            if (requests.Count == 0)
            {
                await WaitAsync(UntilNextDue(now), stop);
                continue;
            }

            try
            {
                var batch = await run.Queue.ClaimDueAsync(run.Worker.Id, Guid.CreateVersion7(now), requests, CancellationToken.None);
                Log.BatchClaimed(run.Logger, batch.Deliveries.Count, requests.Count);
                var answered = run.Now;
                Start(run.Schedule.Claimed(requests, batch.ByClock(now, answered), answered), kill);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.ClaimFailed(run.Logger, exception);
                run.Schedule.ClaimFailed(requests, run.Now + ClaimAgainAfter, run.Now);
            }
        }
    }

    /// <summary>Starts at their moments the deliveries of destinations with a limit a second, until <paramref name="stop"/>.</summary>
    public async Task StartAtMomentsAsync(CancellationToken stop, CancellationToken kill)
    {
        while (!stop.IsCancellationRequested)
        {
            Start(run.Schedule.StartDue(run.Now), kill);
            if (run.Schedule.TakeMissed() is { Count: > 0 } missed)
            {
                // Not waited for: the next moment may come before the database has answered.
                _ = GiveBackMissedAsync(missed);
            }

            var wait = run.Schedule.NextMoment() is { } next
                ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((next - run.Now).TotalMilliseconds)))
                : Timeout.InfiniteTimeSpan;
            await run.MomentSignal.WaitAsync(wait, stop);
        }
    }

    /// <summary>Tries destinations whose breaker is open, one delivery each, until <paramref name="stop"/>.</summary>
    public async Task ProbeAsync(ChannelReader<DueDestination> destinations, CancellationToken stop, CancellationToken kill)
    {
        await foreach (var destination in destinations.ReadAllAsync(stop))
        {
            if (!heartbeat.LeasesAreSafe || run.Schedule.Held >= run.Options.MaxHeld)
            {
                continue;
            }

            try
            {
                if (await run.Queue.ClaimProbeAsync(run.Worker.Id, Guid.CreateVersion7(run.Now), destination.DestinationNo, CancellationToken.None) is { } delivery)
                {
                    run.Schedule.Probe(destination, delivery);
                    Start([delivery], kill);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                Log.ClaimFailed(run.Logger, exception);
            }
        }
    }

    /// <summary>Waits for the attempts in flight.</summary>
    public async Task DrainAsync(CancellationToken kill)
    {
        while (Volatile.Read(ref inFlight) > 0)
        {
            await run.Signal.WaitAsync(TimeSpan.FromMilliseconds(100), kill);
        }
    }

    /// <summary>Gives back what is claimed of a destination (null = of all) and not started.</summary>
    public Task GiveBackAsync(long? destinationNo, CancellationToken cancellationToken) =>
        givenBack.ReleaseAsync(run.Schedule.TakeBuffered(destinationNo), cancellationToken);

    /// <summary>Gives back what could not be attempted since the last call.</summary>
    public Task GiveBackBrokenAsync(CancellationToken cancellationToken) => givenBack.ReleaseBrokenAsync(cancellationToken);

    private async Task GiveBackMissedAsync(List<ClaimedDelivery> missed)
    {
        try
        {
            await givenBack.ReleaseAsync(missed, CancellationToken.None);
            run.Signal.Set();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Log.NotGivenBack(run.Logger, missed.Count, exception);
        }
    }

    private TimeSpan UntilNextDue(DateTimeOffset now)
    {
        // Rounded up: the timer counts whole milliseconds, and waking early would only mean asking twice.
        var untilDue = run.Schedule.NextDueAt() is { } next ? Math.Ceiling((next - now).TotalMilliseconds) : double.MaxValue;
        return TimeSpan.FromMilliseconds(Math.Clamp(untilDue, 0, run.Options.PollInterval.TotalMilliseconds));
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        try
        {
            await run.Signal.WaitAsync(atMost, stop);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }

    private void Start(List<ClaimedDelivery> deliveries, CancellationToken kill)
    {
        foreach (var delivery in deliveries)
        {
            Interlocked.Increment(ref inFlight);
            _ = Task.Run(() => RunSlotAsync(delivery, kill), CancellationToken.None);
        }
    }

    /// <summary>One slot of a destination's concurrency: makes an attempt, then the next one its lane has ready.</summary>
    private async Task RunSlotAsync(ClaimedDelivery delivery, CancellationToken kill)
    {
        for (var next = delivery; next is not null;)
        {
            var result = await AttemptAsync(next, kill);
            var more = run.Schedule.Finished(next, result is { IsSuccess: true }, result is not null && VerdictRules.IsTrouble(result), run.Now);
            next = null;
            if (more.Count > 0)
            {
                next = more[0];
                more.RemoveAt(0);
                Start(more, kill);
            }
        }

        Interlocked.Decrement(ref inFlight);
        run.Signal.Set();
    }

    /// <summary>null = the attempt was not made, or was broken off; the delivery goes back to the queue.</summary>
    private async Task<AttemptResult?> AttemptAsync(ClaimedDelivery delivery, CancellationToken kill)
    {
        try
        {
            if (!heartbeat.LeasesAreSafe || await targets.GetAsync(delivery.DestinationNo, delivery.DestinationVersion, kill) is not { } target)
            {
                givenBack.AddBroken(delivery);
                return null;
            }

            var now = run.Now;
            if (!run.Schedule.KeepsMoment(delivery, now))
            {
                return null;
            }

            run.Metrics.MeasureLag(now - delivery.DueAt);
            var request = target.RequestFor(delivery.EventId, delivery.Body, target.Timeout ?? run.Options.AttemptTimeout, delivery.TraceParent, now) with
            {
                Hops = delivery.Hops,
            };
            var result = await sender.SendAsync(
                delivery.IsRun ? request with { ResponseBytesKept = AttemptResult.MaxResponseBytesRead } : request, kill);
            run.Metrics.MeasureAttempt(result.Duration);
            var verdict = VerdictRules.Decide(result, delivery.RoundAttemptNumber, target.RetryPolicy, result.StartedAt + result.Duration, random());
            recorder.Add(Finished(delivery, result, verdict));
            return result;
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested)
        {
            // The worker is being killed; leaving releases the lease.
            return null;
        }
        catch (Exception exception)
        {
            // The loop's boundary: settings that cannot be read or decrypted must not stop the other deliveries.
            Log.AttemptBroken(run.Logger, delivery.EventId, delivery.DestinationNo, exception);
            givenBack.AddBroken(delivery);
            return null;
        }
    }

    private static FinishedAttempt Finished(ClaimedDelivery delivery, AttemptResult result, Verdict verdict)
    {
        if (!delivery.IsRun)
        {
            return new FinishedAttempt(delivery, result, verdict);
        }

        var (decided, reply) = AgentReply.Decide(result, verdict);
        return new FinishedAttempt(delivery, result, decided) { Reply = reply };
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.BatchClaimed, LogLevel.Debug, "Claimed {Count} deliveries of {Destinations} destinations.")]
        public static partial void BatchClaimed(ILogger logger, int count, int destinations);

        [LoggerMessage(EventIds.ClaimFailed, LogLevel.Warning, "Due deliveries could not be claimed; trying again.")]
        public static partial void ClaimFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventIds.MomentsMissed, LogLevel.Warning, "{Count} deliveries that missed their moment could not be given back yet; trying again.")]
        public static partial void NotGivenBack(ILogger logger, int count, Exception exception);

        [LoggerMessage(EventIds.AttemptBroken, LogLevel.Error, "Event {EventId} could not be attempted at destination {DestinationNo}; it goes back to the queue.")]
        public static partial void AttemptBroken(ILogger logger, string eventId, long destinationNo, Exception exception);
    }
}
