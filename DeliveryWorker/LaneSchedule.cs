using Webhooks.Core.Deliveries;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Decides what to claim next and what may be in flight: tenants in rotation, within a tenant its destinations in rotation, a bounded
/// number of each. In memory and per worker; the database decides who gets a delivery. Thread-safe; no I/O.
/// </summary>
internal sealed class LaneSchedule(WorkerOptions options)
{
    /// <summary>How soon to ask again when the database's clock says a delivery is not due yet.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(3);

    /// <summary>A publish commits a little after the time its deliveries are due from; a later one is found by the next look at the queue.</summary>
    private static readonly TimeSpan LateCommits = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<long, Lane> lanes = [];
    private readonly Dictionary<long, TenantLanes> tenants = [];
    private readonly Queue<TenantLanes> rotation = new();
    private readonly PriorityQueue<Lane, DateTimeOffset> upcoming = new();
    private readonly int maxHeldOfTenant = Math.Max(1, (int)(options.MaxHeld * options.MaxShareOfTenant));
    private int held;
    private long heldBytes;

    /// <summary>Deliveries held now, from claim to record.</summary>
    public int Held
    {
        get
        {
            lock (gate)
            {
                return held;
            }
        }
    }

    /// <summary>Notes that a destination has, or may have, something due.</summary>
    public void Wake(DueDestination destination, DateTimeOffset dueAt, DateTimeOffset now)
    {
        lock (gate)
        {
            var lane = LaneOf(destination);
            lane.BeginAtMost(dueAt);
            SetDue(lane, dueAt, now);
        }
    }

    /// <summary>What to claim now; each lane named is not named again until <see cref="Claimed"/>.</summary>
    public List<ClaimRequest> PickDue(DateTimeOffset now)
    {
        lock (gate)
        {
            while (upcoming.TryPeek(out var lane, out var dueAt) && dueAt <= now)
            {
                upcoming.Dequeue();
                Queue(lane, now);
            }

            var requests = new List<ClaimRequest>();
            var left = heldBytes >= options.MaxHeldBytes ? 0 : Math.Min(options.ClaimBatch, options.MaxHeld - held);
            while (left > 0 && rotation.TryDequeue(out var tenant))
            {
                left -= PickOf(tenant, left, requests);
            }

            return requests;
        }
    }

    /// <summary>Takes in what a claim brought. The answer is to be started now.</summary>
    public List<ClaimedDelivery> Claimed(IReadOnlyList<ClaimRequest> requests, ClaimedBatch batch, DateTimeOffset now)
    {
        lock (gate)
        {
            var got = new Dictionary<long, int>();
            foreach (var delivery in batch.Deliveries)
            {
                var lane = lanes[delivery.DestinationNo];
                lane.Buffer.Enqueue(delivery);
                lane.BeginAtLeast(delivery.DueAt - LateCommits);
                lane.Tenant.Held++;
                held++;
                heldBytes += delivery.Body.Length;
                got[delivery.DestinationNo] = got.GetValueOrDefault(delivery.DestinationNo) + 1;
            }

            var start = new List<ClaimedDelivery>();
            foreach (var request in requests)
            {
                var lane = lanes[request.DestinationNo];
                EndClaim(lane, request);
                var full = got.GetValueOrDefault(request.DestinationNo) == request.Take;
                SetDue(lane, full ? now : NextDue(lane, batch, now), now);
                Start(lane, start);
            }

            return start;
        }
    }

    /// <summary>A claim that failed: everything asked for is due again, a little later.</summary>
    public void ClaimFailed(IReadOnlyList<ClaimRequest> requests, DateTimeOffset retryAt, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var request in requests)
            {
                var lane = lanes[request.DestinationNo];
                EndClaim(lane, request);
                SetDue(lane, retryAt, now);
            }
        }
    }

    /// <summary>An attempt is over. The answer is to be started in its place.</summary>
    public List<ClaimedDelivery> Finished(ClaimedDelivery delivery, bool success, bool trouble, DateTimeOffset now)
    {
        lock (gate)
        {
            var lane = lanes[delivery.DestinationNo];
            lane.InFlight--;
            lane.Adapt(success, trouble, options.MaxConcurrency);
            var start = new List<ClaimedDelivery>();
            Start(lane, start);
            Queue(lane, now);
            return start;
        }
    }

    /// <summary>A delivery is recorded or given up: it is held no longer. <paramref name="dueAgain"/> is when it can be claimed again; null = never, or not known here.</summary>
    public void Let(ClaimedDelivery delivery, DateTimeOffset? dueAgain, DateTimeOffset now)
    {
        lock (gate)
        {
            held--;
            heldBytes -= delivery.Body.Length;
            var lane = lanes[delivery.DestinationNo];
            lane.Tenant.Held--;
            if (dueAgain is not null)
            {
                lane.BeginAtMost(delivery.DueAt);
                SetDue(lane, dueAgain.Value, now);
            }

            QueueTenant(lane.Tenant);
        }
    }

    /// <summary>Takes back what is claimed of a destination and not started; null = of every destination.</summary>
    public List<ClaimedDelivery> TakeBuffered(long? destinationNo)
    {
        lock (gate)
        {
            var taken = new List<ClaimedDelivery>();
            foreach (var lane in destinationNo is { } number ? lanes.TryGetValue(number, out var one) ? [one] : [] : lanes.Values.ToArray())
            {
                taken.AddRange(lane.Buffer);
                lane.Buffer.Clear();
                lane.BeginAtMost(DateTimeOffset.MinValue);
            }

            return taken;
        }
    }

    /// <summary>The earliest moment something is known to become due.</summary>
    public DateTimeOffset? NextDueAt()
    {
        lock (gate)
        {
            return upcoming.TryPeek(out _, out var dueAt) ? dueAt : null;
        }
    }

    /// <summary>Forgets destinations that have had nothing to do; called now and then so that memory follows what is active.</summary>
    public void ForgetIdle()
    {
        lock (gate)
        {
            foreach (var (number, _) in lanes.Where(entry => entry.Value.IsIdle && entry.Value.Tenant.Held == 0).ToArray())
            {
                lanes.Remove(number);
            }
        }
    }

    /// <summary>One lane of the tenant, which then goes to the end of the rotation; how much was asked for.</summary>
    private int PickOf(TenantLanes tenant, int left, List<ClaimRequest> requests)
    {
        tenant.IsQueued = false;
        var room = RoomOf(tenant);
        if (room <= 0 || !tenant.Ready.TryDequeue(out var lane))
        {
            // Comes back with QueueTenant when a delivery of it is let go, its claim is answered or a lane becomes ready.
            return 0;
        }

        lane.IsQueued = false;
        var take = Math.Max(0, Math.Min(Math.Min(lane.Room, room), left));
        if (take > 0)
        {
            requests.Add(new ClaimRequest(lane.DestinationNo, take, lane.NotBefore));
            tenant.Asked += take;
            lane.IsClaiming = true;
            lane.WokenDuringClaim = DateTimeOffset.MaxValue;
        }

        QueueTenant(tenant);
        return take;
    }

    private void EndClaim(Lane lane, ClaimRequest request)
    {
        lane.IsClaiming = false;
        lane.DueAt = DateTimeOffset.MaxValue;
        lane.Tenant.Asked -= request.Take;
        QueueTenant(lane.Tenant);
    }

    private int RoomOf(TenantLanes tenant) => maxHeldOfTenant - tenant.Held - tenant.Asked;

    private static DateTimeOffset NextDue(Lane lane, ClaimedBatch batch, DateTimeOffset now)
    {
        var known = batch.NextDue.TryGetValue(lane.DestinationNo, out var nextDue) ? nextDue : DateTimeOffset.MaxValue;
        if (known <= now)
        {
            known = now + ClockTolerance;
        }

        return known < lane.WokenDuringClaim ? known : lane.WokenDuringClaim;
    }

    private void SetDue(Lane lane, DateTimeOffset dueAt, DateTimeOffset now)
    {
        if (lane.IsClaiming)
        {
            lane.WokenDuringClaim = dueAt < lane.WokenDuringClaim ? dueAt : lane.WokenDuringClaim;
            return;
        }

        if (dueAt >= lane.DueAt)
        {
            return;
        }

        lane.DueAt = dueAt;
        if (dueAt <= now)
        {
            Queue(lane, now);
        }
        else
        {
            upcoming.Enqueue(lane, dueAt);
        }
    }

    private void Queue(Lane lane, DateTimeOffset now)
    {
        if (!lane.IsQueued && !lane.IsClaiming && lane.DueAt <= now && lane.HasRoom)
        {
            lane.IsQueued = true;
            lane.Tenant.Ready.Enqueue(lane);
            QueueTenant(lane.Tenant);
        }
    }

    private void QueueTenant(TenantLanes tenant)
    {
        if (!tenant.IsQueued && tenant.Ready.Count > 0 && RoomOf(tenant) > 0)
        {
            tenant.IsQueued = true;
            rotation.Enqueue(tenant);
        }
    }

    private static void Start(Lane lane, List<ClaimedDelivery> start)
    {
        while (lane.InFlight < lane.Concurrency && lane.Buffer.TryDequeue(out var delivery))
        {
            lane.InFlight++;
            start.Add(delivery);
        }
    }

    private Lane LaneOf(DueDestination destination)
    {
        if (!lanes.TryGetValue(destination.DestinationNo, out var lane))
        {
            if (!tenants.TryGetValue(destination.TenantNo, out var tenant))
            {
                tenants.Add(destination.TenantNo, tenant = new TenantLanes());
            }

            lanes.Add(destination.DestinationNo, lane = new Lane(tenant, destination.DestinationNo, options.InitialConcurrency));
        }

        return lane;
    }
}
