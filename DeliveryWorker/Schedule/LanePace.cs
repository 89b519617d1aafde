using Webhooks.Core.Queue;

namespace Webhooks.DeliveryWorker.Schedule;

/// <summary>
/// What this worker knows of a destination's limit a second. A claim gives each delivery a send slot that no other delivery of any worker
/// has. A send slot that was missed by more than the limit's tolerance is not made up for, because it would add to the send slots of
/// others: the delivery goes back and gets a new one. A worker that keeps none of the send slots of a claim becomes more tolerant, so that
/// it does get on.
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

    /// <summary>Before this a claim would bring nothing.</summary>
    public DateTimeOffset ClaimFrom { get; private set; }

    /// <summary>Takes in what a claim said.</summary>
    public void Update(ClaimedPace pace)
    {
        ClaimFrom = pace.NextAt - (DeliveryQueue.ClaimedAhead / 2);
        var share = pace.Interval * Tolerance;
        usual = share > Longest ? Longest : share > Shortest ? share : Shortest;
        allowed = kept || !missed ? usual : allowed * 2 > Longest ? Longest : allowed * 2;
        missed = kept = false;
    }

    /// <summary>The limit may have changed: ask.</summary>
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
