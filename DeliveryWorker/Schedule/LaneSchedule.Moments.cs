using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <content>Deliveries of destinations with a limit a second, which are sent at moments of their own.</content>
internal sealed partial class LaneSchedule
{
    /// <summary>What to start because its moment has come.</summary>
    public List<ClaimedDelivery> StartDue(DateTimeOffset now)
    {
        lock (gate)
        {
            var start = new List<ClaimedDelivery>();
            while (moments.TakeDue(now) is { } lane)
            {
                Start(lane, start, now);
            }

            return start;
        }
    }

    /// <summary>
    /// The last look before a delivery is sent: a busy machine may have let it wait since it was started. False when it missed its moment
    /// meanwhile; it goes back then.
    /// </summary>
    public bool KeepsMoment(ClaimedDelivery delivery, DateTimeOffset now)
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
                moments.AddMissed(delivery);
                return false;
            }

            pace?.NoteKept();
            return true;
        }
    }

    /// <summary>The next moment that a delivery waits for; null = none waits.</summary>
    public DateTimeOffset? NextMoment()
    {
        lock (gate)
        {
            return moments.Next;
        }
    }

    /// <summary>Takes back what missed its moment, to be given back.</summary>
    public List<ClaimedDelivery> TakeMissed()
    {
        lock (gate)
        {
            return moments.TakeMissed();
        }
    }
}
