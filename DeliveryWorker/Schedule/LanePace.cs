using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>
/// A worker's state of a destination's rate limit. A claim gives each delivery a send slot that no other delivery of any worker has. A send
/// slot that was missed by more than the limit's tolerance is not made up for, because the delivery would come on top of those in other
/// slots: it is released and gets a new slot. A worker that keeps none of the send slots of a claim becomes more tolerant, so that it makes
/// progress.
/// </summary>
internal sealed class LanePace
{
    /// <summary>The limit holds within this share.</summary>
    private const double Tolerance = 0.05;

    /// <summary>Half of the tolerance of any one second; the other half is for the way to the receiver.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1_000 * Tolerance / 2);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan usual = Shortest;
    private TimeSpan allowed = Shortest;
    private bool missed;
    private bool kept;

    /// <summary>The time before which a claim would return nothing.</summary>
    public DateTimeOffset ClaimFrom { get; private set; }

    /// <summary>Takes over the pace that a claim returned.</summary>
    public void Update(ClaimedPace pace)
    {
        ClaimFrom = pace.NextAt - (DeliveryQueue.ClaimedAhead / 2);
        var share = pace.Interval * Tolerance;
        usual = share > Longest ? Longest : share > Shortest ? share : Shortest;
        allowed = kept || !missed ? usual : allowed * 2 > Longest ? Longest : allowed * 2;
        missed = kept = false;
    }

    /// <summary>Allows a claim immediately, because the limit may have changed.</summary>
    public void Forget() => ClaimFrom = DateTimeOffset.MinValue;

    /// <summary>Whether a send slot is too long ago to send now.</summary>
    public bool IsMissed(DateTimeOffset sendAt, DateTimeOffset now)
    {
        var late = now - sendAt > allowed;
        missed |= late;
        return late;
    }

    /// <summary>A delivery was sent at its send slot.</summary>
    public void NoteKept() => kept = true;
}
