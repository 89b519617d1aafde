using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>What the page of a destination hands over from its rendering in advance to the circuit.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Health">How it is doing.</param>
/// <param name="Waiting">What waits for it; null = nothing.</param>
/// <param name="Recent">Its newest deliveries.</param>
/// <param name="Stats">Its attempts over time.</param>
public sealed record DestinationSheet(
    ShownDestination Destination, DestinationHealthResponse Health, QueuedDestination? Waiting, IReadOnlyList<DeliveryResponse> Recent, StatsResponse Stats);
