using Webhooks.Core.Deliveries;

namespace Webhooks.DeliveryWorker;

/// <content>Single deliveries of destinations whose breaker is open.</content>
internal sealed partial class LaneSchedule
{
    /// <summary>Takes in a delivery that is to be started now, past the lane's own turn.</summary>
    public void Probe(DueDestination destination, ClaimedDelivery delivery)
    {
        lock (gate)
        {
            var lane = LaneOf(destination);
            lane.Start(++starts);
            lane.Tenant.Held++;
            held++;
            heldBytes += delivery.Body.Length;
        }
    }
}
