using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Deliveries and their attempts.</content>
public sealed partial class WebhooksClient
{
    /// <summary>
    /// Lists the deliveries of a project, newest first. With a filter a page may be short or even empty and still have a next one: the
    /// service looks at a bounded part of the log for each page.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="filter">Which ones; all when left out.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most deliveries on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<DeliveryResponse>> ListDeliveriesAsync(
        string tenantId,
        string projectId,
        DeliveryFilter? filter = null,
        string? cursor = null,
        int limit = 50,
        CancellationToken cancellationToken = default) =>
        GetAsync<KeysetResponse<DeliveryResponse>>(
            WithQuery($"{ProjectPath(tenantId, projectId)}/deliveries", [.. QueryOf(filter), ("cursor", cursor), ("limit", Number(limit))]),
            cancellationToken);

    /// <summary>One delivery with its attempts.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The delivery.</returns>
    public Task<DeliveryDetailResponse> GetDeliveryAsync(
        string tenantId, string projectId, string deliveryId, CancellationToken cancellationToken = default) =>
        GetDataAsync<DeliveryDetailResponse>(DeliveryPath(tenantId, projectId, deliveryId), cancellationToken);

    /// <summary>Makes a delivery due now, whatever its state.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The delivery after the change.</returns>
    public Task<DeliveryResponse> ResendDeliveryAsync(
        string tenantId, string projectId, string deliveryId, CancellationToken cancellationToken = default) =>
        CreateAsync<DeliveryResponse>($"{DeliveryPath(tenantId, projectId, deliveryId)}/resend", body: null, cancellationToken);

    /// <summary>Calls off a delivery that has not reached a final state.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The delivery after the change.</returns>
    public Task<DeliveryResponse> CancelDeliveryAsync(
        string tenantId, string projectId, string deliveryId, CancellationToken cancellationToken = default) =>
        CreateAsync<DeliveryResponse>($"{DeliveryPath(tenantId, projectId, deliveryId)}/cancel", body: null, cancellationToken);

    private static (string Name, string? Value)[] QueryOf(DeliveryFilter? filter) =>
    [
        ("state", filter?.State),
        ("destinationId", filter?.DestinationId),
        ("eventType", filter?.EventType),
        ("eventId", filter?.EventId),
        ("agentId", filter?.AgentId),
        ("since", Timestamp(filter?.From)),
        ("until", Timestamp(filter?.To)),
        ("statusCode", Number(filter?.StatusCode)),
        ("failureClass", filter?.FailureClass),
        ("text", filter?.Text),
    ];

    private static string DeliveryPath(string tenantId, string projectId, string deliveryId) =>
        $"{ProjectPath(tenantId, projectId)}/deliveries/{Escape(deliveryId)}";
}
