namespace Webhooks.Dashboard.Web.Shared;

/// <summary>Says how far a point in time is from now, in the largest unit that fits.</summary>
internal static class RelativeTime
{
    /// <summary>Such as <c>due in 4 min</c>, <c>due now</c> or <c>overdue by 58 s</c>.</summary>
    public static string DescribeDue(DateTimeOffset time, DateTimeOffset now) =>
        now - time < TimeSpan.FromSeconds(1) ? $"due {Describe(time, now)}" : $"overdue by {Distance(time, now)}";

    /// <summary>Such as <c>12 s ago</c>, <c>in 4 min</c> or <c>now</c>.</summary>
    public static string Describe(DateTimeOffset time, DateTimeOffset now)
    {
        if ((time - now).Duration() < TimeSpan.FromSeconds(1))
        {
            return "now";
        }

        var amount = Distance(time, now);
        return time > now ? $"in {amount}" : $"{amount} ago";
    }

    private static string Distance(DateTimeOffset time, DateTimeOffset now)
    {
        var distance = (time - now).Duration();
        return distance switch
        {
            { TotalMinutes: < 1 } => $"{(int)distance.TotalSeconds} s",
            { TotalHours: < 1 } => $"{(int)distance.TotalMinutes} min",
            { TotalDays: < 1 } => $"{(int)distance.TotalHours} h",
            _ => $"{(int)distance.TotalDays} d",
        };
    }
}
