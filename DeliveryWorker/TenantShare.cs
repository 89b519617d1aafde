namespace Webhooks.DeliveryWorker;

/// <summary>What one tenant has in one pool: its lanes that wait for a claim, and how much is held of them.</summary>
internal sealed class TenantShare
{
    /// <summary>Lanes with something due and room for it, in rotation.</summary>
    public Queue<Lane> Ready { get; } = new();

    /// <summary>Places taken from claim to record.</summary>
    public int Held { get; set; }

    /// <summary>Places that the claim under way may take.</summary>
    public int Asked { get; set; }

    /// <summary>It waits its turn among the tenants.</summary>
    public bool IsQueued { get; set; }

    public int Used => Held + Asked;
}
