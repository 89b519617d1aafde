using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination as the list shows it; without its header values, which a list has no use for.</summary>
public sealed record DestinationRow(
    string Id, string Name, string Url, bool Enabled, string? DisabledReason, DateTimeOffset? OpenUntil, IReadOnlyList<string> EventTypes,
    IReadOnlyList<string> AgentIds)
{
    /// <summary>The row of what the Api answers.</summary>
    public static DestinationRow Of(WebhookDestinationResponse destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new DestinationRow(
            destination.Id, destination.Name, destination.Url, destination.Enabled, destination.DisabledReason, destination.OpenUntil,
            destination.EventTypes,
            destination.AgentIds);
    }
}

/// <summary>A page of the list.</summary>
/// <param name="Rows">The destinations.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Held">Held deliveries, by destination; only for those that have some.</param>
public sealed record DestinationRows(
    IReadOnlyList<DestinationRow> Rows, int Total, int Pages, IReadOnlyDictionary<string, QueuedDestination> Held);
