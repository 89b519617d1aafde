using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Facts about a destination that the list shows beyond its settings.</summary>
/// <param name="Hours">Attempts of each of the last 24 hours, oldest first.</param>
/// <param name="Last">The newest delivery; null = none yet.</param>
public sealed record DestinationFacts(IReadOnlyList<SparkPoint> Hours, DeliveryResponse? Last)
{
    /// <summary>Facts of a destination of which nothing is known yet.</summary>
    public static DestinationFacts None { get; } = new([], null);

    /// <summary>Asks the Api.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="scope">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal static async Task<DestinationFacts> LoadAsync(
        WebhooksClient api, ProjectAddress scope, string destinationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var stats = api.GetDestinationStatsAsync(
                scope.TenantId, scope.ProjectId, destinationId, now.AddHours(-23), now, StatsStep.Hour, cancellationToken);
            var last = api.ListDeliveriesAsync(
                scope.TenantId, scope.ProjectId, new DeliveryFilter { DestinationId = destinationId }, limit: 1,
                cancellationToken: cancellationToken);
            await Task.WhenAll(stats, last);
            return new DestinationFacts(SparkPoint.Of(await stats), (await last).Data is [var newest, ..] ? newest : null);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            return None; // Deleted since it was listed.
        }
    }
}

/// <summary>Attempts of an hour.</summary>
/// <param name="Good">Taken by the receiver.</param>
/// <param name="Bad">Not taken.</param>
public sealed record SparkPoint(long Good, long Bad)
{
    /// <summary>The points of a series.</summary>
    public static IReadOnlyList<SparkPoint> Of(StatsResponse stats) =>
        [.. stats.Series.Select(point => new SparkPoint(point.Delivered, point.Retry + point.Failed + point.Gone))];
}
