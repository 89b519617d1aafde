using System.Threading.Channels;
using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Joins the stages: (3) claims due deliveries, (4) sends them, (5) hands the outcome to the recorder. Nothing else:
/// <see cref="LaneSchedule"/> decides the order, <see cref="DeliverySender"/> makes the HTTP call, <see cref="VerdictRules"/> decides the
/// verdict.
/// </summary>
internal sealed partial class DeliveryLoop(
    WorkerRun run, DeliverySender sender, DestinationTargets targets, AttemptRecorder recorder, WorkerHeartbeat heartbeat,
    LeaseReleases releases,
    RandomSource random) : IDisposable
{
    private readonly StartQueue slowStarts = new(run.Signal, targets);
    private int inFlight;

    /// <summary>Starts attempts at slow destinations in turn, until <paramref name="kill"/>.</summary>
    public Task StartSlowAsync(CancellationToken kill) => slowStarts.RunAsync(delivery => _ = RunSlotAsync(delivery, kill), kill);

    /// <summary>Starts the deliveries of destinations with a rate limit at their send slots, until <paramref name="stop"/>.</summary>
    public async Task StartAtSlotsAsync(CancellationToken stop, CancellationToken kill)
    {
        while (!stop.IsCancellationRequested)
        {
            Start(run.Schedule.StartDue(run.Now), kill);
            releases.Add(run.Schedule.TakeMissed());
            var wait = run.Schedule.NextSlot() is { } next
                ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((next - run.Now).TotalMilliseconds)))
                : Timeout.InfiniteTimeSpan;
            await run.SlotSignal.WaitAsync(wait, stop);
        }
    }

    /// <summary>Probes destinations whose breaker is open, with one delivery each, until <paramref name="stop"/>.</summary>
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
                var probe = await run.Queue.ClaimProbeAsync(
                    run.Worker.Id, Guid.CreateVersion7(run.Now), destination.DestinationNo, CancellationToken.None);
                if (probe is { } delivery)
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
                    DeliveryLoopLog.ClaimFailed(run.Logger, times, exception);
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

    public void Dispose() => slowSignal.Dispose();

    private void Start(List<ClaimedDelivery> deliveries, CancellationToken kill)
    {
        foreach (var delivery in deliveries)
        {
            Interlocked.Increment(ref inFlight);
            if (run.Schedule.StartsAtOnce(delivery.DestinationNo))
            {
                _ = Task.Run(() => RunSlotAsync(delivery, kill), CancellationToken.None);
            }
            else
            {
                slowStarts.Add(delivery);
            }
        }
    }

    /// <summary>One slot of a destination's concurrency: makes an attempt, then the next one its lane has ready.</summary>
    private async Task RunSlotAsync(ClaimedDelivery delivery, CancellationToken kill)
    {
        for (var next = delivery; next is not null;)
        {
            var result = await AttemptAsync(next, kill);
            var more = run.Schedule.Finished(
                next, result is { IsSuccess: true }, result is not null && VerdictRules.IsTrouble(result), run.Now, result?.Duration);
            next = null;
            if (more.Count > 0 && run.Schedule.StartsAtOnce(more[0].DestinationNo))
            {
                next = more[0];
                more.RemoveAt(0);
            }

            Start(more, kill);
        }

        Interlocked.Decrement(ref inFlight);
        run.Signal.Set();
    }

    /// <summary>null = the attempt was not made, or was aborted; the delivery is released.</summary>
    private async Task<AttemptResult?> AttemptAsync(ClaimedDelivery delivery, CancellationToken kill)
    {
        try
        {
            if (!heartbeat.LeasesAreSafe || delivery.WorkerId != run.Worker.Id
                || await targets.GetAsync(delivery.DestinationNo, delivery.DestinationVersion, kill) is not { } target)
            {
                releases.AddBroken(delivery);
                return null;
            }

            var now = run.Now;
            if (!run.Schedule.KeepsSlot(delivery, now))
            {
                return null;
            }

            run.Metrics.MeasureLag(now - delivery.DueAt);
            using var span = AttemptSpan.Start(delivery, target.Id, target.Url);
            var trace = AttemptSpan.ContextOf(span, delivery);
            var request = target.RequestFor(delivery.EventId, delivery.Body, target.Timeout ?? run.Options.AttemptTimeout, trace, now) with
            {
                Hops = delivery.Hops,
            };
            var result = await sender.SendAsync(
                delivery.IsRun ? request with { ResponseBytesKept = AttemptResult.MaxResponseBytesRead } : request, kill);
            run.Metrics.MeasureAttempt(result.Duration);
            var verdict = VerdictRules.Decide(
                result, delivery.RoundAttemptNumber, target.RetryPolicy, result.StartedAt + result.Duration, random());
            var finished = Finished(delivery, result, verdict) with { SentVersion = target.Version };
            AttemptSpan.Finish(span, result, finished.Verdict);
            recorder.Add(finished);
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
                DeliveryLoopLog.AttemptBroken(run.Logger, delivery.EventId, delivery.DestinationNo, times, exception);
            }

            releases.AddBroken(delivery);
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

    private static partial class DeliveryLoopLog
    {
        [LoggerMessage(EventIds.BatchClaimed, LogLevel.Debug, "Claimed {Count} deliveries of {Destinations} destinations.")]
        public static partial void BatchClaimed(ILogger logger, int count, int destinations);

        [LoggerMessage(EventIds.ClaimFailed, LogLevel.Warning,
            "Due deliveries could not be claimed; trying again. {Times} times since the last line.")]
        public static partial void ClaimFailed(ILogger logger, int times, Exception exception);

        [LoggerMessage(EventIds.AttemptBroken, LogLevel.Error,
            "Event {EventId} could not be attempted at destination {DestinationNo}; its lease is released. {Times} such since the last line.")]
        public static partial void AttemptBroken(ILogger logger, string eventId, long destinationNo, int times, Exception exception);
    }
}

/// <summary>A number from 0 up to, not including, 1.</summary>
internal delegate double RandomSource();
