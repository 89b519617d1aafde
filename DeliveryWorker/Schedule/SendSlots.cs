using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>
/// Lanes whose next delivery waits for its send slot, and deliveries that missed theirs. Part of <see cref="LaneSchedule"/>, whose lock
/// guards it. Empty while no destination has a limit.
/// </summary>
/// <param name="signal">Set when there is a new send slot to wait for or a delivery to release.</param>
internal sealed class SendSlots(WorkSignal? signal)
{
    private readonly PriorityQueue<Lane, DateTimeOffset> upcoming = new();
    private readonly List<ClaimedDelivery> missed = [];

    /// <summary>The next send slot; null = none.</summary>
    public DateTimeOffset? Next => upcoming.TryPeek(out _, out var sendAt) ? sendAt : null;

    /// <summary>Adds a lane whose first delivery is to be sent at this time.</summary>
    public void Add(Lane lane, DateTimeOffset sendAt)
    {
        if (lane.NextSlot != sendAt)
        {
            lane.NextSlot = sendAt;
            upcoming.Enqueue(lane, sendAt);
            signal?.Set();
        }
    }

    /// <summary>Adds a delivery that has to be released, because it missed its send slot.</summary>
    public void AddMissed(ClaimedDelivery delivery)
    {
        missed.Add(delivery);
        signal?.Set();
    }

    /// <summary>A lane with a delivery whose send slot has come; null = none any more.</summary>
    public Lane? TakeDue(DateTimeOffset now)
    {
        if (Next is not { } sendAt || sendAt > now)
        {
            return null;
        }

        var lane = upcoming.Dequeue();
        lane.NextSlot = null;
        return lane;
    }

    /// <summary>The deliveries that missed their send slots since the last call.</summary>
    public List<ClaimedDelivery> TakeMissed()
    {
        List<ClaimedDelivery> taken = [.. missed];
        missed.Clear();
        return taken;
    }
}
