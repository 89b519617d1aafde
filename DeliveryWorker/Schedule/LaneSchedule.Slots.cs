using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <content>Deliveries of destinations with a limit a second, which are sent at send slots of their own.</content>
internal sealed partial class LaneSchedule
{
    /// <summary>What to start because its send slot has come.</summary>
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
    /// The last look before a delivery is sent: a busy machine may have let it wait since it was started. False when it missed its send
    /// slot meanwhile; it goes back then.
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

    /// <summary>Takes back what missed its send slot, to be released.</summary>
    public List<ClaimedDelivery> TakeMissed()
    {
        lock (gate)
        {
            return slots.TakeMissed();
        }
    }
}
