namespace Webhooks.Core.Destinations;

/// <summary>What follows for a destination that fails.</summary>
public enum DisableStep
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>An attempt was delivered: it fails no more.</summary>
    Recovered,

    /// <summary>Say that it will be disabled.</summary>
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

    /// <summary>Nobody is surprised: the warning comes at least so long before.</summary>
    public static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(1);

    /// <summary>
    /// The next step. Nobody is disabled for an outage that may be long over: after the warning it was tried again, and failed. So a
    /// product that sends once a week finds out with its next batch at the earliest.
    /// </summary>
    /// <param name="failures">What is known of it.</param>
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

    /// <summary>When a destination that goes on failing is disabled at the earliest, once people were warned.</summary>
    public static DateTimeOffset DisablesAt(DateTimeOffset since, DateTimeOffset warnedAt, TimeSpan disableAfter)
    {
        var (over, warned) = (since + disableAfter, warnedAt + WarnedBefore);
        return over > warned ? over : warned;
    }
}

/// <summary>A destination that fails, as far as the rules ask.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Tally">Attempts since the beginning of that hour.</param>
/// <param name="LastHour">When the last hour with an attempt began; null = none is counted.</param>
/// <param name="WarnedAt">When people were warned; null = they were not.</param>
public readonly record struct FailingSpan(DateTimeOffset Since, AttemptTally Tally, DateTimeOffset? LastHour, DateTimeOffset? WarnedAt);
