namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>One tenant in this worker: its part of each of the two pools.</summary>
internal sealed class TenantLanes
{
    /// <summary>Its part of <see cref="LaneSchedule"/>'s pool of destinations that answer quickly.</summary>
    public TenantShare Quick { get; } = new();

    /// <summary>Its part of the pool of all others.</summary>
    public TenantShare Slow { get; } = new();

    /// <summary>How many of its destinations are known; a tenant without any is forgotten.</summary>
    public int Lanes { get; set; }
}

/// <summary>The share of one tenant in one pool: its lanes that wait for a claim, and the places they hold.</summary>
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
