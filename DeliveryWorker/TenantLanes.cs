namespace Webhooks.DeliveryWorker;

/// <summary>One tenant in this worker: its part of each of the two pools.</summary>
internal sealed class TenantLanes
{
    /// <summary>Its part of <see cref="LaneSchedule"/>'s pool of destinations that answer quickly.</summary>
    public TenantShare Quick { get; } = new();

    /// <summary>Its part of the pool of all others.</summary>
    public TenantShare Slow { get; } = new();

    /// <summary>How many of its destinations are known; without any it is forgotten.</summary>
    public int Lanes { get; set; }
}
