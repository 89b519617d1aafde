using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>The data that the page of a delivery shows.</summary>
/// <param name="Delivery">The delivery with its attempts.</param>
/// <param name="Payload">The body that is sent; null when the event is no longer stored.</param>
/// <param name="DestinationName">Name of the destination; its id when it was deleted.</param>
/// <param name="DestinationUrl">Where it is sent to; null when the destination was deleted.</param>
/// <param name="TraceId">The trace it belongs to; null = its publish was not traced, or the event is no longer stored.</param>
/// <param name="HeaderNames">Names of the destination's own headers. Their values are no business of this page.</param>
public sealed record DeliveryFacts(
    DeliveryDetailResponse Delivery, JsonElement? Payload, string DestinationName, string? DestinationUrl, string? TraceId,
    IReadOnlyList<string> HeaderNames)
{
    /// <summary>Whether it can be cancelled.</summary>
    public bool CanBeCancelled => CancelRun.Takes(Delivery.State);

    /// <summary>Whether it is due by itself, so that sending it now only makes it sooner.</summary>
    public bool IsWaiting => CanBeCancelled || Delivery.State is DeliveryState.Delivering;

    /// <summary>Whether it is too much to hand over to a circuit.</summary>
    public bool IsLarge =>
        !PersistedLimits.Allows(Payload)
            || Delivery.Attempts.Sum(attempt => attempt.ResponseBody?.Length ?? 0) > PersistedLimits.LargestPart;

    internal static async Task<DeliveryFacts?> LoadAsync(
        WebhooksClient api, ProjectAddress scope, string deliveryId, DeliveryFacts? before, CancellationToken cancellationToken)
    {
        if (await FoundAsync(api.GetDeliveryAsync(scope.TenantId, scope.ProjectId, deliveryId, cancellationToken)) is not { } delivery)
        {
            return null;
        }

        // Neither changes while the page is open, or matters much when it does.
        if (before is not null && before.Delivery.Id == deliveryId)
        {
            return before with { Delivery = delivery };
        }

        var published = await FoundAsync(api.GetEventAsync(scope.TenantId, scope.ProjectId, delivery.EventId, cancellationToken));
        var destination = await FoundAsync(
            api.GetWebhookDestinationAsync(scope.TenantId, scope.ProjectId, delivery.DestinationId, cancellationToken));
        return new DeliveryFacts(
            delivery, published?.Payload, destination?.Name ?? delivery.DestinationId, destination?.Url, published?.TraceId,
            [.. destination?.Headers?.Keys ?? []]);
    }

    private static async Task<T?> FoundAsync<T>(Task<T> asked)
        where T : class
    {
        try
        {
            return await asked;
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
