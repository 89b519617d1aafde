namespace Webhooks.DeliveryWorker;

/// <summary>One tenant's share of this worker: its lanes that wait for a claim, and how many deliveries are held of it.</summary>
internal sealed class TenantLanes
{
    /// <summary>Lanes with something due and room for it, in rotation.</summary>
    public Queue<Lane> Ready { get; } = new();

    /// <summary>Deliveries from claim to record.</summary>
    public int Held { get; set; }

    /// <summary>Deliveries that the claim under way may bring.</summary>
    public int Asked { get; set; }

    /// <summary>It waits its turn among the tenants.</summary>
    public bool IsQueued { get; set; }
}
