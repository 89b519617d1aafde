using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <content>
/// Two pools of places, so that hanging destinations take no places from those that answer. A lane begins in the slow pool, may change with
/// every attempt that ends, and returns to the slow pool when its attempts do not end.
/// </content>
internal sealed partial class LaneSchedule
{
    /// <summary>Slow destinations hold their places for long, so one tenant may take a smaller share.</summary>
    private const double SlowShareOfTenant = 0.125;

    /// <summary>How long a destination is remembered after its last work, with its concurrency.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(2);

    private readonly LanePool quick = new(Math.Max(1, options.MaxHeld / 2), options.MaxShareOfTenant);
    private readonly LanePool slow = new(Math.Max(1, options.MaxHeld / 2), SlowShareOfTenant);

    /// <summary>Bytes that are one place; a larger delivery takes several.</summary>
    private readonly long bytesOfPlace = Math.Max(1, options.MaxHeldBytes / options.MaxHeld);

    /// <summary>Destinations known now.</summary>
    public int Lanes
    {
        get
        {
            lock (gate)
            {
                return lanes.Count;
            }
        }
    }

    /// <summary>Tenants known now.</summary>
    public int Tenants
    {
        get
        {
            lock (gate)
            {
                return tenants.Count;
            }
        }
    }

    /// <summary>Due times waited for now.</summary>
    public int UpcomingCount
    {
        get
        {
            lock (gate)
            {
                return upcoming.Count;
            }
        }
    }

    /// <summary>
    /// Moves destinations whose attempts hang to the slow ones. Returns the deliveries that were claimed ahead for them, to be released:
    /// another worker may reach them, and here they would only take up memory.
    /// </summary>
    public List<ClaimedDelivery> TakeHanging(DateTimeOffset now)
    {
        lock (gate)
        {
            var taken = new List<ClaimedDelivery>();
            foreach (var lane in lanes.Values)
            {
                if (lane.IsQuick && lane.Hangs(now))
                {
                    SetQuick(lane, false);
                    TakeBuffered(lane, taken);
                    slow.Add(lane, now);
                }
            }

            return taken;
        }
    }

    /// <summary>Forgets destinations that have had nothing to do for a while, so that memory use follows the active ones.</summary>
    public void ForgetIdle(DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var lane in lanes.Values.ToArray())
            {
                lane.IdleSince = lane.IsIdle ? lane.IdleSince ?? now : null;
                if (lane.IdleSince is { } since && now - since >= RememberedFor)
                {
                    Forget(lane);
                }
            }
        }
    }

    private void Forget(Lane lane)
    {
        if (lane.Upcoming is { } dueAt)
        {
            upcoming.Remove((dueAt, lane.DestinationNo));
        }

        lanes.Remove(lane.DestinationNo);
        if (--lane.Tenant.Lanes == 0)
        {
            tenants.Remove(lane.TenantNo);
        }
    }

    /// <summary>Whether slow destinations may have something to claim, as far as this worker knows.</summary>
    public bool SlowWait
    {
        get
        {
            lock (gate)
            {
                return slow.IsWaitedFor;
            }
        }
    }

    /// <summary>
    /// Whether a destination's attempts start immediately, and not in turn with those at other slow, failing and new destinations.
    /// </summary>
    public bool StartsAtOnce(long destinationNo)
    {
        lock (gate)
        {
            return lanes[destinationNo].StartsAtOnce;
        }
    }

    private List<ClaimRequest> PickFromPools(int mostQuick, int mostSlow)
    {
        var requests = new List<ClaimRequest>();
        var (ofQuick, ofSlow) = (Math.Min(options.ClaimBatch, mostQuick), Math.Min(options.ClaimBatch, mostSlow));
        slow.Pick(ofSlow, requests);
        quick.Pick(ofQuick, requests);
        return requests;
    }

    private LanePool PoolOf(Lane lane) => lane.IsQuick ? quick : slow;

    private int PlacesOf(ClaimedDelivery delivery) => 1 + (int)(delivery.Body.Length / bytesOfPlace);

    private int Hold(Lane lane, ClaimedDelivery delivery)
    {
        var places = PlacesOf(delivery);
        PoolOf(lane).Hold(lane, places);
        held++;
        return places;
    }

    private void SetQuick(Lane lane, bool isQuick)
    {
        if (lane.IsQuick != isQuick)
        {
            PoolOf(lane).Leave(lane);
            lane.IsQuick = isQuick;
            PoolOf(lane).Join(lane);
        }
    }
}
