namespace Webhooks.Core.Destinations;

/// <summary>
/// When a destination's breaker opens, and for how long. Pure: the time is an argument. While it is open, nothing is attempted and no
/// delivery uses up an attempt; then one delivery is tried: it closes the breaker when the receiver answers, and opens it for twice as long
/// when it does not.
/// </summary>
public static class BreakerRules
{
    /// <summary>The share of failed attempts from which it opens.</summary>
    public const double FailedShare = 0.7;

    /// <summary>How long it opens the first time.</summary>
    public static readonly TimeSpan FirstOpen = TimeSpan.FromSeconds(30);

    /// <summary>How long it opens at most.</summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A breaker that opens again this soon after it closed keeps doubling: the receiver coped with the probe but not with full load.
    /// </summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The attempts of the last 60 seconds, as far as counts per minute allow: of the minute before, the share that is not older is taken,
    /// rounded down.
    /// </summary>
    /// <param name="before">The last whole minute.</param>
    /// <param name="current">The minute under way.</param>
    /// <param name="elapsed">How much of it is over, up to a minute.</param>
    public static AttemptTally LastMinute(AttemptTally before, AttemptTally current, TimeSpan elapsed)
    {
        var share = 1 - Math.Clamp(elapsed / TimeSpan.FromMinutes(1), 0, 1);
        return new(current.Delivered + (long)(before.Delivered * share), current.Failed + (long)(before.Failed * share));
    }

    /// <summary>Whether these failed attempts open a closed breaker.</summary>
    /// <param name="lastMinute">Attempts of the last minute.</param>
    /// <param name="minimumAttempts">Fewer attempts are not enough to decide.</param>
    public static bool Opens(AttemptTally lastMinute, int minimumAttempts) =>
        lastMinute.Attempts >= minimumAttempts && lastMinute.Failed >= lastMinute.Attempts * FailedShare;

    /// <summary>Which opening in a row it is when a closed breaker opens, from 1.</summary>
    /// <param name="openedTimes">The number of the opening before.</param>
    /// <param name="closedAt">When it closed; null = never.</param>
    /// <param name="now">The time.</param>
    public static int NextOpening(int openedTimes, DateTimeOffset? closedAt, DateTimeOffset now) =>
        closedAt > now - Remembered ? openedTimes + 1 : 1;

    /// <summary>How long an opening lasts.</summary>
    /// <param name="openedTimes">Which one in a row it is, from 1.</param>
    public static TimeSpan OpenFor(int openedTimes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openedTimes, 1);
        // The limit is reached long before the shift could overflow.
        var doubled = FirstOpen * (1L << Math.Min(openedTimes - 1, 10));
        return doubled < LongestOpen ? doubled : LongestOpen;
    }
}
