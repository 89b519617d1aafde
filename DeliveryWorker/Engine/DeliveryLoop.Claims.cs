using Npgsql;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Engine;

/// <content>Stage 3: claims.</content>
internal sealed partial class DeliveryLoop
{
    /// <summary>How soon to check again whether the heartbeat was written.</summary>
    private static readonly TimeSpan HeartbeatPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>How often to look for destinations whose attempts do not end.</summary>
    private static readonly TimeSpan HangingLook = TimeSpan.FromMilliseconds(500);

    private readonly WorkSignal slowSignal = new();
    private long hangingLookedAt;

    /// <summary>
    /// Claims and starts attempts at quick destinations until <paramref name="stop"/>, and makes <see cref="ClaimSlowAsync"/> look at the
    /// others. Attempts end on their own; <paramref name="kill"/> aborts them.
    /// </summary>
    public Task RunAsync(CancellationToken stop, CancellationToken kill) => ClaimAsync(
        now =>
        {
            TakeHanging();
            var requests = run.Schedule.PickDue(now, mostSlow: 0);
            if (slowStarts.Room > 0 && run.Schedule.SlowWait)
            {
                slowSignal.Set();
            }

            return requests;
        },
        now => run.Signal.WaitAsync(UntilNextDue(now), stop),
        stop,
        kill);

    /// <summary>
    /// Claims for slow and new destinations, as many as can be started, until <paramref name="stop"/>. It runs beside the quick claims: a
    /// claim for many destinations takes several times as long as one for a few.
    /// </summary>
    public Task ClaimSlowAsync(CancellationToken stop, CancellationToken kill) => ClaimAsync(
        now => run.Schedule.PickDue(now, mostQuick: 0, mostSlow: slowStarts.Room),
        _ => slowSignal.WaitAsync(Timeout.InfiniteTimeSpan, stop),
        stop,
        kill);

    private async Task ClaimAsync(
        Func<DateTimeOffset, List<ClaimRequest>> pick, Func<DateTimeOffset, Task> wait, CancellationToken stop, CancellationToken kill)
    {
        var backOff = BackOff.Short;
        while (!stop.IsCancellationRequested)
        {
            if (!heartbeat.LeasesAreSafe)
            {
                await Quietly(Task.Delay(HeartbeatPatience, run.Clock, stop));
                continue;
            }

            var now = run.Now;
            var requests = pick(now);
            if (requests.Count == 0)
            {
                await Quietly(wait(now));
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
                    DeliveryLoopLog.ClaimFailed(run.Logger, times, exception);
                }

                // All destinations, not only those requested: the failure is the database's.
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
        DeliveryLoopLog.BatchClaimed(run.Logger, batch.Deliveries.Count, requests.Count);
        Start(run.Schedule.Claimed(requests, batch, run.Now), kill);
    }

    private void TakeHanging()
    {
        var now = run.Clock.GetTimestamp();
        if (run.Clock.GetElapsedTime(hangingLookedAt, now) >= HangingLook)
        {
            hangingLookedAt = now;
            releases.Add(run.Schedule.TakeHanging(run.Now));
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
            // The stop was requested.
        }
    }
}
