using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>
/// Decides what to claim next and what may be in flight: tenants in rotation, within a tenant its destinations in rotation, a bounded
/// number of each, destinations that answer quickly apart from all others. Deliveries of a destination with a rate limit wait here for
/// their send slots. In memory and per worker; the database decides who gets a delivery. Thread-safe; no I/O.
/// </summary>
/// <param name="options">Sizes.</param>
/// <param name="slotSignal">Set when <see cref="NextSlot"/> may be earlier than before, or <see cref="TakeMissed"/> has something.</param>
internal sealed partial class LaneSchedule(WorkerOptions options, WorkSignal? slotSignal = null)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Lane> lanes = [];
    private readonly Dictionary<long, TenantLanes> tenants = [];
    private readonly SortedSet<(DateTimeOffset DueAt, long DestinationNo)> upcoming = [];
    private readonly SendSlots slots = new(slotSignal);
    private int held;
    private long starts;

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
    /// <param name="destination">The destination.</param>
    /// <param name="dueAt">When to claim it.</param>
    /// <param name="now">The time.</param>
    /// <param name="from">Where the claim has to begin at the latest; null = <paramref name="dueAt"/>.</param>
    public void Wake(DueDestination destination, DateTimeOffset dueAt, DateTimeOffset now, DateTimeOffset? from = null)
    {
        lock (gate)
        {
            var lane = LaneOf(destination);
            lane.BeginAtMost(from ?? dueAt);
            SetDue(lane, dueAt, now);
        }
    }

    /// <summary>The claims to make now; a lane that is named is not named again until <see cref="Claimed"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mostQuick">The most deliveries of quick destinations.</param>
    /// <param name="mostSlow">The most deliveries of slow destinations, new ones included.</param>
    public List<ClaimRequest> PickDue(DateTimeOffset now, int mostQuick = int.MaxValue, int mostSlow = int.MaxValue)
    {
        lock (gate)
        {
            while (upcoming.Count > 0 && upcoming.Min is var first && first.DueAt <= now)
            {
                upcoming.Remove(first);
                var lane = lanes[first.DestinationNo];
                lane.Upcoming = null;
                if (lane.DueAt > now && lane.DueAt < DateTimeOffset.MaxValue)
                {
                    AddUpcoming(lane, lane.DueAt); // It was claimed since, and the rest is due later.
                }
                else
                {
                    PoolOf(lane).Add(lane, now);
                }
            }

            return PickFromPools(mostQuick, mostSlow);
        }
    }

    /// <summary>Takes over the result of a claim. Returns the deliveries to start now.</summary>
    public List<ClaimedDelivery> Claimed(IReadOnlyList<ClaimRequest> requests, ClaimedBatch batch, DateTimeOffset now)
    {
        lock (gate)
        {
            var got = new Dictionary<long, (int Deliveries, int Places)>();
            foreach (var delivery in batch.Deliveries)
            {
                var lane = lanes[delivery.DestinationNo];
                lane.Buffer.Enqueue(delivery);
                lane.BeginAtLeast(delivery.DueAt);
                var places = Hold(lane, delivery);
                var sum = got.GetValueOrDefault(delivery.DestinationNo);
                got[delivery.DestinationNo] = (sum.Deliveries + 1, sum.Places + places);
            }

            var start = new List<ClaimedDelivery>();
            foreach (var request in requests)
            {
                var lane = lanes[request.DestinationNo];
                PoolOf(lane).EndClaim(lane);
                var (deliveries, places) = got.GetValueOrDefault(request.DestinationNo);
                lane.UsualPlaces = deliveries > 0 ? (places + deliveries - 1) / deliveries : lane.UsualPlaces;
                var full = deliveries == request.Take;
                SetDue(lane, lane.SetPace(batch) || full ? now : lane.NextDue(batch, now), now);
                Start(lane, start, now);
            }

            return start;
        }
    }

    /// <summary>Takes note of a failed claim: every requested destination is due again, a little later.</summary>
    public void ClaimFailed(IReadOnlyList<ClaimRequest> requests, DateTimeOffset retryAt, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var request in requests)
            {
                var lane = lanes[request.DestinationNo];
                PoolOf(lane).EndClaim(lane);
                SetDue(lane, retryAt, now);
            }
        }
    }

    /// <summary>Ends an attempt. Returns the deliveries to start in its place.</summary>
    /// <param name="delivery">The attempted delivery.</param>
    /// <param name="success">It was delivered.</param>
    /// <param name="trouble">The receiver is overloaded or away.</param>
    /// <param name="now">The time.</param>
    /// <param name="duration">How long the attempt took; null = none was made.</param>
    public List<ClaimedDelivery> Finished(
        ClaimedDelivery delivery, bool success, bool trouble, DateTimeOffset now, TimeSpan? duration = null)
    {
        lock (gate)
        {
            var lane = lanes[delivery.DestinationNo];
            var isQuick = lane.End(duration ?? TimeSpan.Zero, now);
            if (duration is not null)
            {
                lane.Adapt(success, trouble, options.MaxConcurrency);
                SetQuick(lane, isQuick);
            }

            var start = new List<ClaimedDelivery>();
            Start(lane, start, now);
            PoolOf(lane).Add(lane, now);
            return start;
        }
    }

    /// <summary>
    /// Frees the worker's capacity for a delivery that is recorded or whose lease is released. <paramref name="dueAgain"/> is when it can
    /// be claimed again; null = never, or not known here.
    /// </summary>
    public void Release(ClaimedDelivery delivery, DateTimeOffset? dueAgain, DateTimeOffset now)
    {
        lock (gate)
        {
            var lane = lanes[delivery.DestinationNo];
            held--;
            PoolOf(lane).Hold(lane, -PlacesOf(delivery));
            if (dueAgain is not null)
            {
                // A retry has a new due time; a released delivery keeps the one it had.
                lane.BeginAtMost(dueAgain > now ? dueAgain.Value : delivery.DueAt);
                SetDue(lane, dueAgain.Value, now);
            }
        }
    }

    /// <summary>Takes back the deliveries of a destination that are claimed and not started; null = of every destination.</summary>
    public List<ClaimedDelivery> TakeBuffered(long? destinationNo)
    {
        lock (gate)
        {
            var taken = new List<ClaimedDelivery>();
            foreach (var lane in destinationNo is { } number ? lanes.TryGetValue(number, out var one) ? [one] : [] : lanes.Values.ToArray())
            {
                TakeBuffered(lane, taken);
            }

            return taken;
        }
    }

    /// <summary>The earliest time at which something is known to become due.</summary>
    public DateTimeOffset? NextDueAt()
    {
        lock (gate)
        {
            return upcoming.Count > 0 ? upcoming.Min.DueAt : null;
        }
    }

    private void SetDue(Lane lane, DateTimeOffset dueAt, DateTimeOffset now)
    {
        if (lane.IsClaiming)
        {
            lane.WokenDuringClaim = dueAt < lane.WokenDuringClaim ? dueAt : lane.WokenDuringClaim;
            return;
        }

        dueAt = lane.Pace is { } pace && pace.ClaimFrom > dueAt ? pace.ClaimFrom : dueAt;
        if (dueAt >= lane.DueAt)
        {
            return;
        }

        lane.DueAt = dueAt;
        if (dueAt <= now)
        {
            PoolOf(lane).Add(lane, now);
        }
        else
        {
            AddUpcoming(lane, dueAt);
        }
    }

    /// <summary>One entry of each lane, the earliest.</summary>
    private void AddUpcoming(Lane lane, DateTimeOffset dueAt)
    {
        if (lane.Upcoming is { } known)
        {
            if (known <= dueAt)
            {
                return;
            }

            upcoming.Remove((known, lane.DestinationNo));
        }

        lane.Upcoming = dueAt;
        upcoming.Add((dueAt, lane.DestinationNo));
    }

    private void Start(Lane lane, List<ClaimedDelivery> start, DateTimeOffset now)
    {
        var missed = false;
        while (lane.InFlight < lane.Concurrency && lane.Buffer.TryPeek(out var delivery))
        {
            if (delivery.SendAt is { } sendAt && sendAt > now)
            {
                slots.Add(lane, sendAt);
                break;
            }

            lane.Buffer.Dequeue();
            if (delivery.SendAt is { } slot && lane.Pace?.IsMissed(slot, now) is true)
            {
                slots.AddMissed(delivery);
                missed = true;
                continue;
            }

            lane.Start(++starts, now);
            start.Add(delivery);
        }

        if (missed)
        {
            PoolOf(lane).Add(lane, now);
        }
    }

    private static void TakeBuffered(Lane lane, List<ClaimedDelivery> taken)
    {
        taken.AddRange(lane.Buffer);
        lane.Buffer.Clear();
        lane.BeginAtMost(DateTimeOffset.MinValue);
        lane.Pace?.Forget();
    }

    private Lane LaneOf(DueDestination destination)
    {
        if (!lanes.TryGetValue(destination.DestinationNo, out var lane))
        {
            if (!tenants.TryGetValue(destination.TenantNo, out var tenant))
            {
                tenants.Add(destination.TenantNo, tenant = new TenantLanes());
            }

            tenant.Lanes++;
            lanes.Add(destination.DestinationNo, lane = new Lane(tenant, destination, options.InitialConcurrency));
        }

        return lane;
    }
}
