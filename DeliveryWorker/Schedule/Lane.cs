using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>A worker's state of one destination: when it has something due, the deliveries held, and how many may be in flight.</summary>
internal sealed class Lane(TenantLanes tenant, DueDestination destination, int initialConcurrency)
{
    /// <summary>
    /// A destination that has not answered yet gets at most this many attempts in flight: most destinations either hang or answer as a
    /// whole, and the first attempts show which.
    /// </summary>
    private const int UnknownConcurrency = 2;

    /// <summary>Above this concurrency a destination is proven, and deliveries are claimed ahead of the free places.</summary>
    private const int ProvenConcurrency = 4;

    /// <summary>Deliveries claimed ahead, as a multiple of the concurrency.</summary>
    private const int ClaimAhead = 16;

    /// <summary>Deliveries claimed ahead of send slots, as a multiple of the free places.</summary>
    private const int SlotsPerPlace = 4;

    /// <summary>An attempt that takes longer makes its destination a slow one.</summary>
    private static readonly TimeSpan QuickLimit = TimeSpan.FromSeconds(1);

    /// <summary>How soon to claim again when the database's clock says a delivery is not due yet.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(3);

    public TenantLanes Tenant => tenant;

    public long TenantNo => destination.TenantNo;

    public long DestinationNo => destination.DestinationNo;

    /// <summary>When something is due, as far as this worker knows; <see cref="DateTimeOffset.MaxValue"/> = nothing.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>When something became due during the claim under way, which the claim may not have seen.</summary>
    public DateTimeOffset WokenDuringClaim { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>
    /// No waiting delivery is due before this, as far as this worker knows: the end of the last claim. Late commits are signalled, and
    /// releases of other workers are found by the look at the queue; both lower it again.
    /// </summary>
    public DateTimeOffset NotBefore { get; private set; }

    public bool IsClaiming { get; private set; }

    /// <summary>It waits its turn in <see cref="TenantShare.Ready"/>.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Its last attempts ended quickly, with any outcome; an unknown destination counts as slow.</summary>
    public bool IsQuick { get; set; }

    /// <summary>
    /// Its last attempts ended quickly and well: the next ones cost little. A failure costs several times as much as a success.
    /// </summary>
    public bool StartsAtOnce => IsQuick && !isTroubled;

    /// <summary>Its tenant's part of the pool it belongs to.</summary>
    public TenantShare Share => IsQuick ? tenant.Quick : tenant.Slow;

    /// <summary>Places that its deliveries take, from claim to record.</summary>
    public int Held { get; set; }

    /// <summary>Places that the claim under way may take.</summary>
    public int Asked { get; private set; }

    /// <summary>Places that one of its deliveries took at the last claim.</summary>
    public int UsualPlaces { get; set; } = 1;

    /// <summary>Attempts in flight allowed: grows by one per success, halves on trouble.</summary>
    public int Concurrency { get; private set; } = Math.Min(UnknownConcurrency, initialConcurrency);

    public int InFlight { get; private set; }

    /// <summary>Its time in the order of lanes that are due later; null = it is not in that order.</summary>
    public DateTimeOffset? Upcoming { get; set; }

    /// <summary>When it was first seen idle since its last work; null = it has something to do.</summary>
    public DateTimeOffset? IdleSince { get; set; }

    /// <summary>The number of the last start here, counted over all starts of this worker from 1; 0 = none yet.</summary>
    public long LastStart { get; private set; }

    /// <summary>Deliveries claimed and not started.</summary>
    public Queue<ClaimedDelivery> Buffer { get; } = new();

    /// <summary>The destination's rate limit; null = none, or not known yet.</summary>
    public LanePace? Pace { get; set; }

    /// <summary>The send slot that the first of <see cref="Buffer"/> waits for; null = it waits for none.</summary>
    public DateTimeOffset? NextSlot { get; set; }

    /// <summary>
    /// How many more deliveries to claim. Each place that is free now will be free several times over for deliveries that wait for their
    /// send slots; a destination that answers slowly has few, and send slots without a place would be lost.
    /// </summary>
    public int Room => Pace is null ? Capacity - Buffer.Count - InFlight : ((Concurrency - InFlight) * SlotsPerPlace) - Buffer.Count;

    /// <summary>A claim is worth its cost: small claims for a fast destination would cost more than they bring.</summary>
    public bool HasRoom => Room >= (
        Pace is not null ? Math.Max(1, Concurrency / SlotsPerPlace)
        : IsClaimedAhead ? Capacity / 2
        : Math.Max(1, Concurrency / 4));

    /// <summary>Nothing is due, claimed or in flight.</summary>
    public bool IsIdle => DueAt == DateTimeOffset.MaxValue && !IsClaiming && !IsQueued && Held == 0;

    /// <summary>The earliest due time reported during the claim under way, which the claim may not have seen.</summary>
    private DateTimeOffset HeardDuringClaim { get; set; } = DateTimeOffset.MaxValue;

    private bool HasFinished { get; set; }

    private bool isTroubled;

    /// <summary>Since when none of the attempts in flight has ended.</summary>
    private DateTimeOffset UnchangedSince { get; set; }

    /// <summary>
    /// Whether deliveries are claimed ahead. Not for a slow destination: they would wait long, and no other worker could send them.
    /// </summary>
    private bool IsClaimedAhead => IsQuick && Concurrency > ProvenConcurrency;

    private int Capacity => IsClaimedAhead ? Concurrency * ClaimAhead : Concurrency;

    /// <summary>An attempt begins.</summary>
    public void Start(long number, DateTimeOffset now)
    {
        if (InFlight++ == 0)
        {
            UnchangedSince = now;
        }

        LastStart = number;
    }

    /// <summary>An attempt has ended. True = it was quick.</summary>
    public bool End(TimeSpan duration, DateTimeOffset now)
    {
        InFlight--;
        UnchangedSince = now;
        return duration <= QuickLimit;
    }

    /// <summary>Attempts are in flight, and for too long for a quick destination none of them has ended.</summary>
    public bool Hangs(DateTimeOffset now) => InFlight > 0 && now - UnchangedSince > QuickLimit;

    public void BeginClaim(int places)
    {
        IsClaiming = true;
        Asked = places;
        WokenDuringClaim = HeardDuringClaim = DateTimeOffset.MaxValue;
    }

    public void EndClaim()
    {
        IsClaiming = false;
        Asked = 0;
        DueAt = DateTimeOffset.MaxValue;
    }

    /// <summary>Everything due before this has been claimed, except deliveries reported meanwhile.</summary>
    public void BeginAtLeast(DateTimeOffset dueAt)
    {
        var end = dueAt < HeardDuringClaim ? dueAt : HeardDuringClaim;
        NotBefore = end > NotBefore ? end : NotBefore;
    }

    /// <summary>Something due at this time may wait.</summary>
    public void BeginAtMost(DateTimeOffset dueAt)
    {
        NotBefore = dueAt < NotBefore ? dueAt : NotBefore;
        HeardDuringClaim = dueAt < HeardDuringClaim ? dueAt : HeardDuringClaim;
    }

    /// <summary>Takes over the destination's limit from a claim; true when there may be more due than the claim returned.</summary>
    public bool SetPace(ClaimedBatch batch)
    {
        if (batch.Paces.TryGetValue(DestinationNo, out var pace))
        {
            Pace ??= new LanePace();
            Pace.Update(pace);
            return pace.IsUsedUp;
        }

        var unknown = batch.UnknownPaces.Contains(DestinationNo);
        Pace = unknown ? new LanePace() : null;
        return unknown;
    }

    /// <summary>When the next delivery is due after a claim, as far as this worker knows.</summary>
    public DateTimeOffset NextDue(ClaimedBatch batch, DateTimeOffset now)
    {
        var known = batch.NextDue.TryGetValue(DestinationNo, out var nextDue) ? nextDue : DateTimeOffset.MaxValue;
        if (known <= now)
        {
            known = now + ClockTolerance;
        }

        return known < WokenDuringClaim ? known : WokenDuringClaim;
    }

    public void Adapt(bool success, bool trouble, int maxConcurrency)
    {
        if (!HasFinished && !trouble)
        {
            Concurrency = Math.Max(Concurrency, initialConcurrency);
        }

        HasFinished = true;
        isTroubled = trouble;
        if (trouble)
        {
            Concurrency = Math.Max(1, Concurrency / 2);
        }
        else if (success && Concurrency < maxConcurrency)
        {
            Concurrency++;
        }
    }
}
