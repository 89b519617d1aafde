using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Destinations, their test and their signing secrets.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Lists the destinations of a project, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="agentId">Only those that receive events of this agent, which includes those that receive events of all agents.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most destinations on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<WebhookDestinationResponse>> ListWebhookDestinationsAsync(
        string tenantId,
        string projectId,
        string? agentId = null,
        int page = 1,
        int limit = 10,
        CancellationToken cancellationToken = default) =>
        ListWebhookDestinationsAsync(
            tenantId, projectId, new WebhookDestinationFilter { AgentId = agentId }, page, limit, cancellationToken);

    /// <summary>Lists the destinations of a project that fit a filter, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="filter">Which destinations.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most destinations on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<WebhookDestinationResponse>> ListWebhookDestinationsAsync(
        string tenantId,
        string projectId,
        WebhookDestinationFilter filter,
        int page = 1,
        int limit = 10,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return GetAsync<PageResponse<WebhookDestinationResponse>>(
            WithQuery(
                DestinationsPath(tenantId, projectId),
                ("page", Number(page)),
                ("limit", Number(limit)),
                ("agentId", filter.AgentId),
                ("enabled", filter.Enabled is { } enabled ? (enabled ? "true" : "false") : null),
                ("eventType", filter.EventType),
                ("search", filter.Search),
                ("sort", filter.Sort)),
            cancellationToken);
    }

    /// <summary>Creates a destination.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination as it was stored.</returns>
    public Task<WebhookDestinationResponse> CreateWebhookDestinationAsync(
        string tenantId, string projectId, CreateWebhookDestinationRequest destination, CancellationToken cancellationToken = default) =>
        SendForDestinationAsync(WithBody(HttpMethod.Post, DestinationsPath(tenantId, projectId), destination), null, cancellationToken);

    /// <summary>One destination.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination.</returns>
    public Task<WebhookDestinationResponse> GetWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, CancellationToken cancellationToken = default) =>
        SendForDestinationAsync(
            new HttpRequestMessage(HttpMethod.Get, DestinationPath(tenantId, projectId, destinationId)), null, cancellationToken);

    /// <summary>Changes what is set in <paramref name="update"/> and leaves the rest.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="update">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination after the change.</returns>
    public Task<WebhookDestinationResponse> UpdateWebhookDestinationAsync(
        string tenantId,
        string projectId,
        string destinationId,
        UpdateWebhookDestinationRequest update,
        CancellationToken cancellationToken = default) =>
        SendForDestinationAsync(
            WithBody(HttpMethod.Patch, DestinationPath(tenantId, projectId, destinationId), update), null, cancellationToken);

    /// <summary>
    /// Changes what is set in <paramref name="update"/>, and says what is to become of held deliveries when that enables the destination.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="update">The changes.</param>
    /// <param name="discardHeld">Whether what is held is cancelled rather than sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination after the change.</returns>
    public Task<WebhookDestinationResponse> UpdateWebhookDestinationAsync(
        string tenantId,
        string projectId,
        string destinationId,
        UpdateWebhookDestinationRequest update,
        bool discardHeld,
        CancellationToken cancellationToken = default) =>
        SendForDestinationAsync(
            WithBody(
                HttpMethod.Patch, WithQuery(DestinationPath(tenantId, projectId, destinationId), ("held", discardHeld ? "discard" : null)),
                update),
            null,
            cancellationToken);

    /// <summary>Changes a destination unless it has changed since; then the request is refused with 412.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="update">The changes.</param>
    /// <param name="ifMatch">The <see cref="WebhookDestinationResponse.ETag"/> of the state to change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination after the change.</returns>
    public Task<WebhookDestinationResponse> UpdateWebhookDestinationAsync(
        string tenantId,
        string projectId,
        string destinationId,
        UpdateWebhookDestinationRequest update,
        string ifMatch,
        CancellationToken cancellationToken = default) =>
        SendForDestinationAsync(
            WithBody(HttpMethod.Patch, DestinationPath(tenantId, projectId, destinationId), update), ifMatch, cancellationToken);

    /// <summary>Deletes a destination and cancels what is on its way there.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is deleted.</returns>
    public Task DeleteWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, CancellationToken cancellationToken = default) =>
        DeleteAsync(DestinationPath(tenantId, projectId, destinationId), cancellationToken);

    /// <summary>Deletes a destination unless it has changed since; then the request is refused with 412.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="ifMatch">The <see cref="WebhookDestinationResponse.ETag"/> of the state to delete.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is deleted.</returns>
    public async Task DeleteWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, string ifMatch, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, DestinationPath(tenantId, projectId, destinationId));
        using var answer = await SendAsync(WithIfMatch(request, ifMatch), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a test event to a destination once and waits for its answer, at most 10 s.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer of the destination; a failure of the destination is no exception.</returns>
    public Task<TestResponse> TestWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, CancellationToken cancellationToken = default) =>
        TestWebhookDestinationAsync(tenantId, projectId, destinationId, withDetails: false, cancellationToken);

    /// <summary>Sends a test event to a destination once and waits for its answer, at most 10 s.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="withDetails">Whether to tell how long it took, where the time went and what the answer's body was.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer of the destination; a failure of the destination is no exception.</returns>
    public Task<TestResponse> TestWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, bool withDetails, CancellationToken cancellationToken = default) =>
        PostAsync<TestResponse>(
            WithQuery($"{DestinationPath(tenantId, projectId, destinationId)}/test", ("details", withDetails ? "true" : null)), body: null,
            cancellationToken);

    /// <summary>Reveals the signing secrets of a destination.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The live secrets, newest first.</returns>
    public Task<DestinationSecretsResponse> GetDestinationSecretsAsync(
        string tenantId, string projectId, string destinationId, CancellationToken cancellationToken = default) =>
        GetDataAsync<DestinationSecretsResponse>($"{DestinationPath(tenantId, projectId, destinationId)}/secret", cancellationToken);

    /// <summary>Makes a new signing secret; those before it go on signing for a while.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="rotation">How long the secrets before it go on signing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The live secrets, newest first.</returns>
    public Task<DestinationSecretsResponse> RotateDestinationSecretAsync(
        string tenantId,
        string projectId,
        string destinationId,
        RotateSecretRequest? rotation = null,
        CancellationToken cancellationToken = default) =>
        CreateAsync<DestinationSecretsResponse>(
            $"{DestinationPath(tenantId, projectId, destinationId)}/secret/rotate",
            rotation ?? new RotateSecretRequest(),
            cancellationToken);

    private async Task<WebhookDestinationResponse> SendForDestinationAsync(
        HttpRequestMessage request, string? ifMatch, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(WithIfMatch(request, ifMatch), cancellationToken).ConfigureAwait(false);
        var answer = await response.Content.ReadFromJsonAsync<DataResponse<WebhookDestinationResponse>>(
            WebhooksJson.Options, cancellationToken)
            .ConfigureAwait(false) ?? throw new JsonException("The service answered with null.");
        return answer.Data with { ETag = response.Headers.ETag?.ToString() };
    }

    private static HttpRequestMessage WithIfMatch(HttpRequestMessage request, string? ifMatch)
    {
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return request;
    }

    private static string DestinationsPath(string tenantId, string projectId) =>
        $"{ProjectPath(tenantId, projectId)}/webhook-destinations";

    private static string DestinationPath(string tenantId, string projectId, string destinationId) =>
        $"{DestinationsPath(tenantId, projectId)}/{Escape(destinationId)}";

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
