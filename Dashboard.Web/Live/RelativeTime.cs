namespace Webhooks.Dashboard.Web.Live;

/// <summary>Says how far a point in time is from now, in the largest unit that fits.</summary>
internal static class RelativeTime
{
    /// <summary>Such as <c>12 s ago</c>, <c>in 4 min</c> or <c>now</c>.</summary>
    public static string Describe(DateTimeOffset time, DateTimeOffset now)
    {
        var distance = (time - now).Duration();
        if (distance < TimeSpan.FromSeconds(1))
        {
            return "now";
        }

        var amount = distance switch
        {
            { TotalMinutes: < 1 } => $"{(int)distance.TotalSeconds} s",
            { TotalHours: < 1 } => $"{(int)distance.TotalMinutes} min",
            { TotalDays: < 1 } => $"{(int)distance.TotalHours} h",
            _ => $"{(int)distance.TotalDays} d",
        };
        return time > now ? $"in {amount}" : $"{amount} ago";
    }
}
