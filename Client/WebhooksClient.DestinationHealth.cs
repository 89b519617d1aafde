using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>The health of destinations.</content>
public sealed partial class WebhooksClient
{
    /// <summary>How a destination is doing: whether it answers, whether anything is sent to it, and what follows.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state of now.</returns>
    public Task<DestinationHealthResponse> GetDestinationHealthAsync(
        string tenantId, string projectId, string destinationId, CancellationToken cancellationToken = default) =>
        GetDataAsync<DestinationHealthResponse>($"{DestinationPath(tenantId, projectId, destinationId)}/health", cancellationToken);
}
