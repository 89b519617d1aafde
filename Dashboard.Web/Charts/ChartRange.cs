using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Charts;

/// <summary>How far back charts go; in the address as <c>range</c>.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Length">How far back.</param>
/// <param name="Step">One of <see cref="StatsStep"/>.</param>
/// <param name="Format">How a point of it is named.</param>
public sealed record ChartRange(string Key, string Title, TimeSpan Length, string Step, string Format)
{
    private const string Parameter = "range";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("1h", "1 hour", TimeSpan.FromHours(1), StatsStep.Minute, "{0:HH:mm}"),
        new("6h", "6 hours", TimeSpan.FromHours(6), StatsStep.Minute, "{0:HH:mm}"),
        new("24h", "24 hours", TimeSpan.FromHours(24), StatsStep.Hour, "{0:HH:mm}"),
        new("7d", "7 days", TimeSpan.FromDays(7), StatsStep.Hour, "{0:d MMM}"),
    ];

    /// <summary>The default range.</summary>
    public static ChartRange Usual { get; } = All[0];

    /// <summary>The range of an address.</summary>
    public static ChartRange Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var query = url.Split('#', 2)[0].Split('?', 2);
        var key = QueryHelpers.ParseQuery(query.Length > 1 ? query[1] : null).TryGetValue(Parameter, out var value) ? value.ToString() : "";
        return All.FirstOrDefault(range => range.Key == key) ?? Usual;
    }

    /// <summary>Address of a page with this range.</summary>
    /// <param name="pageUrl">Address of the page without one.</param>
    public string UrlOf(string pageUrl) => this == Usual ? pageUrl : QueryHelpers.AddQueryString(pageUrl, Parameter, Key);

    /// <summary>Asks the Api for the attempts of this range, up to now.</summary>
    internal Task<StatsResponse> LoadAsync(
        WebhooksClient api, ProjectAddress scope, string? destinationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        destinationId is null
            ? api.GetStatsAsync(scope.TenantId, scope.ProjectId, now - Length, now, Step, cancellationToken)
            : api.GetDestinationStatsAsync(scope.TenantId, scope.ProjectId, destinationId, now - Length, now, Step, cancellationToken);
}
