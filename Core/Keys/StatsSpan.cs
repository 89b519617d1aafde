namespace Webhooks.Core.Keys;

/// <summary>
/// A span of time in steps: from <paramref name="From"/> up to, not including, <paramref name="To"/>; both on a step's boundary.
/// </summary>
public readonly record struct StatsSpan(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How many steps there are.</summary>
    public long Points => (To - From).Ticks / Step.Ticks;

    /// <summary>
    /// The smallest span of whole steps that holds both moments; no step when it ends before it begins, as a span in the future does.
    /// </summary>
    public static StatsSpan Around(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        if (to < from)
        {
            return new StatsSpan(Floor(from, step), Floor(from, step), step);
        }

        var last = Floor(to, step);
        return new StatsSpan(Floor(from, step), last < to && last <= DateTimeOffset.MaxValue - step ? last + step : last, step);
    }

    /// <summary>The beginning of the step a moment is in, in UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset moment, TimeSpan step) =>
        new(moment.UtcTicks - (moment.UtcTicks % step.Ticks), TimeSpan.Zero);
}
