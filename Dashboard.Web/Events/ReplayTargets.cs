using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Events;

/// <summary>The destinations that would get an event that is replayed, as far as they are counted.</summary>
/// <param name="Count">Destinations that match it now.</param>
/// <param name="IsMore">Whether there may be more.</param>
/// <param name="Paused">How many of them are paused.</param>
internal sealed record ReplayTargets(int Count, bool IsMore, int Paused)
{
    private const int MostCounted = 100;

    /// <summary>Asks the Api.</summary>
    public static async Task<ReplayTargets> FindAsync(
        WebhooksClient api, ProjectAddress scope, string type, string? agentId, CancellationToken cancellationToken)
    {
        var filter = new WebhookDestinationFilter { EventType = type, AgentId = agentId };
        var page = await api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, filter, limit: MostCounted, cancellationToken: cancellationToken);
        return Of(page.Data, page.Pagination.Total, agentId);
    }

    /// <summary>
    /// Counts those of the destinations of the type that get it: an event without an agent goes to no destination that is scoped to some.
    /// </summary>
    public static ReplayTargets Of(IReadOnlyList<WebhookDestinationResponse> destinations, int total, string? agentId)
    {
        var matching = destinations.Where(destination => agentId is not null || destination.AgentIds.Count == 0).ToArray();
        return new ReplayTargets(matching.Length, total > destinations.Count, matching.Count(destination => !destination.Enabled));
    }

    /// <summary>A sentence.</summary>
    public string Describe() => this switch
    {
        { IsMore: true } => $"It is sent to every destination that matches it now, {Success.Count(Count, IsMore)} of this project.",
        { Count: 1 } => "It is sent to the one destination of this project that matches it now.",
        _ => $"It is sent to the {Success.Count(Count)} destinations of this project that match it now.",
    };
}
