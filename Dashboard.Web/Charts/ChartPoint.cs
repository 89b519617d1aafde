using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Charts;

/// <summary>A point of the charts.</summary>
/// <param name="Time">When its minute or hour begins, in UTC.</param>
/// <param name="Delivered">Attempts the receivers took.</param>
/// <param name="Retry">Attempts that are made again.</param>
/// <param name="Failed">Attempts after which a delivery failed for good.</param>
/// <param name="HasLatency">Whether there were attempts to measure.</param>
/// <param name="P50">Half of the attempts took no longer, in milliseconds.</param>
/// <param name="P95">95 % took no longer.</param>
/// <param name="P99">99 % took no longer.</param>
internal sealed record ChartPoint(
    DateTime Time, double Delivered, double Retry, double Failed, bool HasLatency, double P50, double P95, double P99)
{
    /// <summary>The points of a series.</summary>
    public static IReadOnlyList<ChartPoint> Of(StatsResponse stats) =>
    [
        .. stats.Series.Select(point => new ChartPoint(
            point.At.UtcDateTime, point.Delivered, point.Retry, point.Failed + point.Gone, point.P50Ms is not null, point.P50Ms ?? 0,
            point.P95Ms ?? 0, point.P99Ms ?? 0)),
    ];
}
