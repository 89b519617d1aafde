using Webhooks.Core.Deliveries;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Tenants in rotation, within a tenant its lanes in rotation, and a bounded share of what the worker holds for each tenant. Part of
/// <see cref="LaneSchedule"/>, whose lock guards it.
/// </summary>
internal sealed class TenantRotation(int maxHeldOfTenant)
{
    private readonly Queue<TenantLanes> rotation = new();

    /// <summary>Adds requests for at most so many deliveries.</summary>
    public void Pick(int left, List<ClaimRequest> requests)
    {
        while (left > 0 && rotation.TryDequeue(out var tenant))
        {
            left -= PickOf(tenant, left, requests);
        }
    }

    /// <summary>The lane has something due: it waits for its turn, unless it has no room or is being claimed.</summary>
    public void Add(Lane lane, DateTimeOffset now)
    {
        if (!lane.IsQueued && !lane.IsClaiming && lane.DueAt <= now && lane.HasRoom)
        {
            lane.IsQueued = true;
            lane.Tenant.Ready.Enqueue(lane);
            Add(lane.Tenant);
        }
    }

    /// <summary>The tenant may have got room.</summary>
    public void Add(TenantLanes tenant)
    {
        if (!tenant.IsQueued && tenant.Ready.Count > 0 && RoomOf(tenant) > 0)
        {
            tenant.IsQueued = true;
            rotation.Enqueue(tenant);
        }
    }

    /// <summary>A claim was answered, whatever it brought.</summary>
    public void EndClaim(Lane lane, ClaimRequest request)
    {
        lane.EndClaim();
        lane.Tenant.Asked -= request.Take;
        Add(lane.Tenant);
    }

    /// <summary>One lane of the tenant, which then goes to the end of the rotation; how much was asked for.</summary>
    private int PickOf(TenantLanes tenant, int left, List<ClaimRequest> requests)
    {
        tenant.IsQueued = false;
        var room = RoomOf(tenant);
        if (room <= 0 || !tenant.Ready.TryDequeue(out var lane))
        {
            // Comes back with Add when a delivery of it is let go, its claim is answered or a lane becomes ready.
            return 0;
        }

        lane.IsQueued = false;
        var take = Math.Max(0, Math.Min(Math.Min(lane.Room, room), left));
        if (take > 0)
        {
            requests.Add(new ClaimRequest(lane.DestinationNo, take, lane.NotBefore, lane.Pace is not null));
            tenant.Asked += take;
            lane.BeginClaim();
        }

        Add(tenant);
        return take;
    }

    private int RoomOf(TenantLanes tenant) => maxHeldOfTenant - tenant.Held - tenant.Asked;
}
