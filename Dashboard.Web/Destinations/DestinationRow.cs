using Webhooks.Client;

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
            destination.Id, destination.Name, destination.Url, destination.Enabled, destination.DisabledReason, destination.OpenUntil, destination.EventTypes,
            destination.AgentIds);
    }
}
