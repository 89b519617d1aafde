using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Attempts of an hour.</summary>
/// <param name="Good">Taken by the receiver.</param>
/// <param name="Bad">Not taken.</param>
public sealed record SparkPoint(long Good, long Bad)
{
    /// <summary>The points of a series.</summary>
    public static IReadOnlyList<SparkPoint> Of(StatsResponse stats) =>
        [.. stats.Series.Select(point => new SparkPoint(point.Delivered, point.Retry + point.Failed + point.Gone))];
}
