using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <content>Deliveries of destinations with a rate limit, which are sent at their send slots.</content>
internal sealed partial class LaneSchedule
{
    /// <summary>The deliveries to start because their send slots have come.</summary>
    public List<ClaimedDelivery> StartDue(DateTimeOffset now)
    {
        lock (gate)
        {
            var start = new List<ClaimedDelivery>();
            while (slots.TakeDue(now) is { } lane)
            {
                Start(lane, start, now);
            }

            return start;
        }
    }

    /// <summary>
    /// The last check before a delivery is sent: on a busy machine it may have waited since it was started. False when it missed its send
    /// slot meanwhile; it is released then.
    /// </summary>
    public bool KeepsSlot(ClaimedDelivery delivery, DateTimeOffset now)
    {
        if (delivery.SendAt is not { } sendAt)
        {
            return true;
        }

        lock (gate)
        {
            var pace = lanes[delivery.DestinationNo].Pace;
            if (pace?.IsMissed(sendAt, now) is true)
            {
                slots.AddMissed(delivery);
                return false;
            }

            pace?.NoteKept();
            return true;
        }
    }

    /// <summary>The next send slot that a delivery waits for; null = none waits.</summary>
    public DateTimeOffset? NextSlot()
    {
        lock (gate)
        {
            return slots.Next;
        }
    }

    /// <summary>Takes back the deliveries that missed their send slots, to be released.</summary>
    public List<ClaimedDelivery> TakeMissed()
    {
        lock (gate)
        {
            return slots.TakeMissed();
        }
    }
}
