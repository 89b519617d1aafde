using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <content>Single deliveries of destinations whose breaker is open.</content>
internal sealed partial class LaneSchedule
{
    /// <summary>Adds a probe, which is started now, outside the lane's own turn.</summary>
    public void Probe(DueDestination destination, ClaimedDelivery delivery, DateTimeOffset now)
    {
        lock (gate)
        {
            var lane = LaneOf(destination);
            Hold(lane, delivery);
            lane.Start(++starts, now);
        }
    }
}
