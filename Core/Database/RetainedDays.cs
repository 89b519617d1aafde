namespace Webhooks.Core.Database;

/// <summary>Which days have been kept for long enough. Pure.</summary>
public static class RetainedDays
{
    /// <summary>The time before which everything has been kept for long enough.</summary>
    /// <param name="keptDays">Days to keep.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset Horizon(int keptDays, DateTimeOffset now) => now.AddDays(-keptDays);

    /// <summary>The days (UTC) that are over entirely, oldest first: even their last moment has been kept for long enough.</summary>
    /// <param name="days">The days there are.</param>
    /// <param name="keptDays">Days to keep.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<DateOnly> Over(IEnumerable<DateOnly> days, int keptDays, DateTimeOffset now)
    {
        var horizon = Horizon(keptDays, now);
        return [.. days.Where(day => EndOf(day) <= horizon).Order()];
    }

    /// <summary>The first moment of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The first moment after a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day).AddDays(1);
}
