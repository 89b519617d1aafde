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
    WorkerRun run, DeliverySender sender, DestinationTargets targets, AttemptRecorder recorder, WorkerHeartbeat heartbeat, GivenBack givenBack,
    RandomSource random)
{
    /// <summary>How soon to look again whether the heartbeat has come through.</summary>
    private static readonly TimeSpan HeartbeatPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>How often to look for destinations whose attempts do not end.</summary>
    private static readonly TimeSpan HangingLook = TimeSpan.FromMilliseconds(500);

    private long hangingLookedAt;
    private int inFlight;

    /// <summary>Claims and starts attempts until <paramref name="stop"/>. Attempts end on their own; <paramref name="kill"/> breaks them off.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        var backOff = BackOff.Short;
        while (!stop.IsCancellationRequested)
        {
            if (!heartbeat.LeasesAreSafe)
            {
                await Quietly(Task.Delay(HeartbeatPatience, run.Clock, stop));
                continue;
            }

            TakeHanging();
            var now = run.Now;
            var requests = run.Schedule.PickDue(now);
            if (requests.Count == 0)
            {
                await Quietly(run.Signal.WaitAsync(UntilNextDue(now), stop));
                continue;
            }

            try
            {
                await ClaimAsync(requests, kill);
                backOff.Reset();
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (run.Troubles.IsNews(Trouble.Claim, out var times))
                {
                    Log.ClaimFailed(run.Logger, times, exception);
                }

                // Not only the destinations that were asked for: whatever it is, it is the database's.
                run.Schedule.ClaimFailed(requests, run.Now, run.Now);
                await Quietly(Task.Delay(backOff.Next(), run.Clock, stop));
            }
        }
    }

    private async Task ClaimAsync(List<ClaimRequest> requests, CancellationToken kill)
    {
        var askedAt = run.Clock.GetTimestamp();
        var batch = await run.Queue.ClaimDueAsync(run.Worker.Id, Guid.CreateVersion7(run.Now), requests, CancellationToken.None);
        run.Clock.Correct(askedAt, batch.DatabaseTime, run.Clock.GetTimestamp());
        Log.BatchClaimed(run.Logger, batch.Deliveries.Count, requests.Count);
        Start(run.Schedule.Claimed(requests, batch, run.Now), kill);
    }

    private void TakeHanging()
    {
        var now = run.Clock.GetTimestamp();
        if (run.Clock.GetElapsedTime(hangingLookedAt, now) >= HangingLook)
        {
            hangingLookedAt = now;
            givenBack.Add(run.Schedule.TakeHanging(run.Now));
        }
    }

    /// <summary>Starts at their moments the deliveries of destinations with a limit a second, until <paramref name="stop"/>.</summary>
    public async Task StartAtMomentsAsync(CancellationToken stop, CancellationToken kill)
    {
        while (!stop.IsCancellationRequested)
        {
            Start(run.Schedule.StartDue(run.Now), kill);
            givenBack.Add(run.Schedule.TakeMissed());
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
                    run.Schedule.Probe(destination, delivery, run.Now);
                    Start([delivery], kill);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                // The next look at the queue names it again.
                if (run.Troubles.IsNews(Trouble.Probe, out var times))
                {
                    Log.ClaimFailed(run.Logger, times, exception);
                }
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

    private TimeSpan UntilNextDue(DateTimeOffset now)
    {
        // Rounded up: the timer counts whole milliseconds, and waking early would only mean asking twice.
        var untilDue = run.Schedule.NextDueAt() is { } next ? Math.Ceiling((next - now).TotalMilliseconds) : double.MaxValue;
        var atMost = Volatile.Read(ref inFlight) > 0 ? HangingLook : run.Options.PollInterval;
        return TimeSpan.FromMilliseconds(Math.Clamp(untilDue, 0, atMost.TotalMilliseconds));
    }

    /// <summary>A wait whose end by cancellation is no error: the loop's condition ends it.</summary>
    private static async Task Quietly(Task wait)
    {
        try
        {
            await wait;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
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
            var more = run.Schedule.Finished(next, result is { IsSuccess: true }, result is not null && VerdictRules.IsTrouble(result), run.Now, result?.Duration);
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
            if (!heartbeat.LeasesAreSafe || delivery.WorkerId != run.Worker.Id || await targets.GetAsync(delivery.DestinationNo, delivery.DestinationVersion, kill) is not { } target)
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
            recorder.Add(Finished(delivery, result, verdict) with { SentVersion = target.Version });
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
            if (run.Troubles.IsNews(Trouble.Attempt, out var times))
            {
                Log.AttemptBroken(run.Logger, delivery.EventId, delivery.DestinationNo, times, exception);
            }

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

        [LoggerMessage(EventIds.ClaimFailed, LogLevel.Warning, "Due deliveries could not be claimed; trying again. {Times} times since the last line.")]
        public static partial void ClaimFailed(ILogger logger, int times, Exception exception);

        [LoggerMessage(EventIds.AttemptBroken, LogLevel.Error,
            "Event {EventId} could not be attempted at destination {DestinationNo}; it goes back to the queue. {Times} such since the last line.")]
        public static partial void AttemptBroken(ILogger logger, string eventId, long destinationNo, int times, Exception exception);
    }
}
