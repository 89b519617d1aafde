namespace Webhooks.Core.Health;

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

    /// <summary>The next step.</summary>
    /// <param name="since">Since when it fails.</param>
    /// <param name="tally">Attempts since then.</param>
    /// <param name="warnedAt">When people were warned; null = they were not.</param>
    /// <param name="disableAfter">How long it may fail.</param>
    /// <param name="now">The time.</param>
    public static DisableStep Decide(DateTimeOffset since, AttemptTally tally, DateTimeOffset? warnedAt, TimeSpan disableAfter, DateTimeOffset now)
    {
        if (tally.Delivered > 0)
        {
            return DisableStep.Recovered;
        }

        if (tally.Failed < MinimumAttempts)
        {
            return DisableStep.None;
        }

        return warnedAt is null
            ? now - since >= disableAfter * WarnShare ? DisableStep.Warn : DisableStep.None
            : now >= DisablesAt(since, warnedAt.Value, disableAfter) ? DisableStep.Disable : DisableStep.None;
    }

    /// <summary>When a destination that goes on failing is disabled, once people were warned.</summary>
    public static DateTimeOffset DisablesAt(DateTimeOffset since, DateTimeOffset warnedAt, TimeSpan disableAfter)
    {
        var (over, warned) = (since + disableAfter, warnedAt + WarnedBefore);
        return over > warned ? over : warned;
    }
}
