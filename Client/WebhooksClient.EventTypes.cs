using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>The catalogue of event types.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Lists the event types that destinations can subscribe to, each with description, JSON Schema and example.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most event types on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<EventTypeResponse>> ListEventTypesAsync(
        string tenantId, string projectId, int page = 1, int limit = 100, CancellationToken cancellationToken = default) =>
        ListAsync<EventTypeResponse>($"{ProjectPath(tenantId, projectId)}/event-types", page, limit, cancellationToken);
}
