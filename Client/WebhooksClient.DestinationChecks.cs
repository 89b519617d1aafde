using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Checks whether the service would accept a destination, for forms that show errors while a user types.</content>
public sealed partial class WebhooksClient
{
    private static readonly (string Name, string? Value) ValidateOnly = ("validateOnly", "true");

    /// <summary>Checks a new destination by every rule of <see cref="CreateWebhookDestinationAsync"/> and creates nothing.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it would be taken now; otherwise the same <see cref="WebhooksApiException"/> is thrown as when it was
    /// created.</returns>
    public async Task CheckNewWebhookDestinationAsync(
        string tenantId, string projectId, CreateWebhookDestinationRequest destination, CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Post, WithQuery(DestinationsPath(tenantId, projectId), ValidateOnly), destination);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a change by every rule of <c>UpdateWebhookDestinationAsync</c> and changes nothing.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="update">The changes.</param>
    /// <param name="ifMatch">The <see cref="WebhookDestinationResponse.ETag"/> of the state to change; <see langword="null"/> = whatever it
    /// is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it would be taken now; otherwise the same <see cref="WebhooksApiException"/> is thrown as when it was
    /// changed.</returns>
    public async Task CheckWebhookDestinationAsync(
        string tenantId,
        string projectId,
        string destinationId,
        UpdateWebhookDestinationRequest update,
        string? ifMatch = null,
        CancellationToken cancellationToken = default)
    {
        var request = WithBody(HttpMethod.Patch, WithQuery(DestinationPath(tenantId, projectId, destinationId), ValidateOnly), update);
        using var answer = await SendAsync(WithIfMatch(request, ifMatch), cancellationToken).ConfigureAwait(false);
    }
}
