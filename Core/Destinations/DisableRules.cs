namespace Webhooks.Core.Destinations;

/// <summary>The next step for a destination that fails.</summary>
public enum DisableStep
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>An attempt was delivered: it fails no more.</summary>
    Recovered,

    /// <summary>Warn people that it will be disabled.</summary>
    Warn,

    /// <summary>Disable it.</summary>
    Disable,
}

/// <summary>When a destination that only fails is disabled. Pure: the time is an argument.</summary>
public static class DisableRules
{
    /// <summary>Fewer failed attempts do not disable.</summary>
    public const int MinimumAttempts = 50;

    /// <summary>The share of the time after which people are warned.</summary>
    public const double WarnShare = 0.6;

    /// <summary>The warning comes at least this long before the destination is disabled.</summary>
    public static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(1);

    /// <summary>
    /// The next step. A destination is not disabled for an outage that may be long over: it is only disabled if it was tried again after
    /// the warning and failed. So if a product sends once a week, its destination is disabled after the next batch at the earliest.
    /// </summary>
    /// <param name="failures">The failures of the destination.</param>
    /// <param name="disableAfter">How long it may fail.</param>
    /// <param name="now">The time.</param>
    public static DisableStep Decide(FailingSpan failures, TimeSpan disableAfter, DateTimeOffset now)
    {
        if (failures.Tally.Delivered > 0)
        {
            return DisableStep.Recovered;
        }

        if (failures.Tally.Failed < MinimumAttempts)
        {
            return DisableStep.None;
        }

        if (failures.WarnedAt is not { } warnedAt)
        {
            return now - failures.Since >= disableAfter * WarnShare ? DisableStep.Warn : DisableStep.None;
        }

        return now >= DisablesAt(failures.Since, warnedAt, disableAfter) && failures.LastHour > warnedAt
            ? DisableStep.Disable
            : DisableStep.None;
    }

    /// <summary>The earliest time at which a destination that keeps failing is disabled, once people were warned.</summary>
    public static DateTimeOffset DisablesAt(DateTimeOffset since, DateTimeOffset warnedAt, TimeSpan disableAfter)
    {
        var (over, warned) = (since + disableAfter, warnedAt + WarnedBefore);
        return over > warned ? over : warned;
    }
}

/// <summary>The failures of a destination, as the rules need them.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Tally">Attempts since the beginning of that hour.</param>
/// <param name="LastHour">When the last hour with an attempt began; null = none is counted.</param>
/// <param name="WarnedAt">When people were warned; null = they were not.</param>
public readonly record struct FailingSpan(DateTimeOffset Since, AttemptTally Tally, DateTimeOffset? LastHour, DateTimeOffset? WarnedAt);
