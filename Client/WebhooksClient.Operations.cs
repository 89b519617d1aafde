using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Work on many deliveries, done in the background.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Sends many deliveries again: named ones, or those that fit a filter.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="selection">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, which has only begun.</returns>
    public Task<OperationResponse> ResendDeliveriesAsync(
        string tenantId, string projectId, ResendDeliveriesRequest selection, CancellationToken cancellationToken = default) =>
        CreateAsync<OperationResponse>($"{ProjectPath(tenantId, projectId)}/deliveries/resend", selection, cancellationToken);

    /// <summary>Sends again what failed, or was held for too long, for one destination.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="span">Of which time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, which has only begun.</returns>
    public Task<OperationResponse> RecoverWebhookDestinationAsync(
        string tenantId, string projectId, string destinationId, RecoverDestinationRequest span,
        CancellationToken cancellationToken = default) =>
        CreateAsync<OperationResponse>($"{DestinationPath(tenantId, projectId, destinationId)}/recover", span, cancellationToken);

    /// <summary>
    /// Delivers the events that match a destination as it is now and were never fanned out to it, such as those from before it was created.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="span">Of which time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, which has only begun.</returns>
    public Task<OperationResponse> ReplayMissingEventsAsync(
        string tenantId, string projectId, string destinationId, ReplayMissingRequest span,
        CancellationToken cancellationToken = default) =>
        CreateAsync<OperationResponse>($"{DestinationPath(tenantId, projectId, destinationId)}/replay-missing", span, cancellationToken);

    /// <summary>Sends one event to every destination that matches it now, whether it had it or not.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, which has only begun.</returns>
    public Task<OperationResponse> ReplayEventAsync(
        string tenantId, string projectId, string eventId, CancellationToken cancellationToken = default) =>
        CreateAsync<OperationResponse>(
            $"{ProjectPath(tenantId, projectId)}/events/{Escape(eventId)}/replay", body: null, cancellationToken);

    /// <summary>Lists the operations of a project, newest first. Finished ones are kept for 90 days.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most operations on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<OperationResponse>> ListOperationsAsync(
        string tenantId, string projectId, string? cursor = null, int limit = 10, CancellationToken cancellationToken = default) =>
        GetAsync<KeysetResponse<OperationResponse>>(
            WithQuery($"{ProjectPath(tenantId, projectId)}/operations", ("cursor", cursor), ("limit", Number(limit))), cancellationToken);

    /// <summary>One operation, with its progress.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation.</returns>
    public Task<OperationResponse> GetOperationAsync(
        string tenantId, string projectId, string operationId, CancellationToken cancellationToken = default) =>
        GetDataAsync<OperationResponse>(OperationPath(tenantId, projectId, operationId), cancellationToken);

    /// <summary>Calls off an operation that is not finished; what it has done stays.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation after the change.</returns>
    public Task<OperationResponse> CancelOperationAsync(
        string tenantId, string projectId, string operationId, CancellationToken cancellationToken = default) =>
        CreateAsync<OperationResponse>($"{OperationPath(tenantId, projectId, operationId)}/cancel", body: null, cancellationToken);

    private static string OperationPath(string tenantId, string projectId, string operationId) =>
        $"{ProjectPath(tenantId, projectId)}/operations/{Escape(operationId)}";
}
