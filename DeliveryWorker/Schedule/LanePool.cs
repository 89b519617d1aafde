using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>
/// A number of places for deliveries, handed out to tenants in rotation, within a tenant to its lanes in rotation. A tenant may take a
/// share of the free places, so its part shrinks as other tenants take theirs, and however many tenants fill the pool, each leaves room for
/// the next. The last places are kept for tenants that have hardly any. Part of <see cref="LaneSchedule"/>, whose lock guards it.
/// </summary>
/// <param name="capacity">Places; a lane that changes its pool may exceed them for a while.</param>
/// <param name="alone">The share of the places that a tenant may have while no other has any; above 0, at most 1.</param>
internal sealed class LanePool(int capacity, double alone)
{
    /// <summary>A tenant with fewer places than this may take from those that are kept back.</summary>
    private const int Few = 4;

    private readonly Queue<TenantShare> rotation = new();
    private readonly int keptBack = capacity / 8;

    /// <summary>Places taken, or requested by a claim under way.</summary>
    private int used;

    /// <summary>A lane has something due, though there may be no place for it.</summary>
    public bool IsWaitedFor => rotation.Count > 0;

    /// <summary>Adds claim requests, for at most <paramref name="left"/> deliveries.</summary>
    public void Pick(int left, List<ClaimRequest> requests)
    {
        // Tenants without room stay in the rotation: room comes whenever any tenant frees places. The round ends when none of them has
        // room.
        for (var idle = 0; left > 0 && idle < rotation.Count;)
        {
            var picked = PickOf(rotation.Dequeue(), left, requests);
            left -= picked;
            idle = picked > 0 ? 0 : idle + 1;
        }
    }

    /// <summary>The lane has something due: it waits for its turn, unless it has no room or is being claimed.</summary>
    public void Add(Lane lane, DateTimeOffset now)
    {
        if (!lane.IsQueued && !lane.IsClaiming && lane.DueAt <= now && lane.HasRoom)
        {
            lane.IsQueued = true;
            lane.Share.Ready.Enqueue(lane);
            Add(lane.Share);
        }
    }

    /// <summary>Takes places for the held deliveries of a lane, or with a negative number frees them.</summary>
    public void Hold(Lane lane, int places)
    {
        lane.Held += places;
        lane.Share.Held += places;
        used += places;
    }

    /// <summary>A claim of the lane has ended, with any result.</summary>
    public void EndClaim(Lane lane)
    {
        lane.Share.Asked -= lane.Asked;
        used -= lane.Asked;
        lane.EndClaim();
    }

    /// <summary>Takes over a lane from the other pool, with the places it holds and has asked for.</summary>
    public void Join(Lane lane)
    {
        lane.Share.Held += lane.Held;
        lane.Share.Asked += lane.Asked;
        used += lane.Held + lane.Asked;
    }

    /// <summary>Lets a lane go to the other pool.</summary>
    public void Leave(Lane lane)
    {
        lane.IsQueued = false;
        lane.Share.Held -= lane.Held;
        lane.Share.Asked -= lane.Asked;
        used -= lane.Held + lane.Asked;
    }

    private void Add(TenantShare share)
    {
        if (!share.IsQueued && share.Ready.Count > 0)
        {
            share.IsQueued = true;
            rotation.Enqueue(share);
        }
    }

    /// <summary>
    /// Picks one lane of the tenant, which then moves to the end of the rotation; returns how many deliveries were requested.
    /// </summary>
    private int PickOf(TenantShare share, int left, List<ClaimRequest> requests)
    {
        share.IsQueued = false;
        var take = 0;
        while (take == 0 && RoomOf(share) is > 0 and var room && share.Ready.TryDequeue(out var lane))
        {
            // A lane that has changed its pool meanwhile waits there.
            if (lane.IsQueued && lane.Share == share)
            {
                lane.IsQueued = false;
                take = Math.Max(0, Math.Min(Math.Min(lane.Room, Math.Max(1, room / lane.UsualPlaces)), left));
                Ask(lane, take, requests);
            }
        }

        Add(share);
        return take;
    }

    private void Ask(Lane lane, int take, List<ClaimRequest> requests)
    {
        if (take > 0)
        {
            requests.Add(new ClaimRequest(lane.DestinationNo, take, lane.NotBefore, lane.Pace is not null));
            lane.BeginClaim(take * lane.UsualPlaces);
            lane.Share.Asked += lane.Asked;
            used += lane.Asked;
        }
    }

    private int RoomOf(TenantShare share)
    {
        var free = capacity - used;
        var shared = Math.Max(0, free - keptBack);
        var allowed = alone >= 1 ? share.Used + shared : (int)(shared * alone / (1 - alone));
        return Math.Min(free, Math.Max(allowed, Few) - share.Used);
    }
}
