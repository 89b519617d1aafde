using System.Text.Json;
using Webhooks.Api.Deliveries;
using Webhooks.Contracts;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Events;

/// <summary>Stored events as the API shows them.</summary>
internal static class EventResponses
{
    /// <summary>The answer the event's first publish got, from what was stored.</summary>
    public static EventResponse Of(StoredEvent stored)
    {
        var envelope = JsonSerializer.Deserialize<JsonElement>(stored.Body);
        var data = envelope.GetProperty("data");
        return data.TryGetProperty("event", out var custom) && stored.Type == EventTypes.EventCreated
            && custom.ValueKind is JsonValueKind.Object && custom.TryGetProperty("serverMetadata", out _)
            ? custom.Deserialize<EventResponse>(WebhooksJson.Options)! // The event was written from such a record.
            : OwnPayload(stored.Identity, stored.Type, stored.AgentId);
    }

    /// <summary>The answer to an event whose publisher made the payload.</summary>
    public static EventResponse OwnPayload(EventIdentity identity, string type, string? agentId) => new()
    {
        Id = identity.Id,
        Type = type,
        AgentId = agentId,
        ServerMetadata = EventInput.ServerMetadata,
        CreatedAt = identity.Timestamp,
        UpdatedAt = identity.Timestamp,
    };

    public static EventLogEntry EntryOf(StoredEvent stored, EventDeliveries deliveries, IReadOnlyList<UnmatchedDestination>? unmatched) =>
        new()
        {
            Id = stored.Identity.Id,
            Type = stored.Type,
            AgentId = stored.AgentId,
            Timestamp = stored.Identity.Timestamp,
            Matched = stored.Matched,
            DeliveryStates = deliveries.States,
            Deliveries = [.. deliveries.First.Select(DeliveryResponses.Of)],
            DeliveriesNext = NextOf(deliveries),
            Unmatched = unmatched,
            UnmatchedTotal = unmatched is null ? null : stored.Missed?.Total ?? 0,
        };

    public static EventLogDetail DetailOf(StoredEvent stored, EventDeliveries deliveries, IReadOnlyList<UnmatchedDestination>? unmatched) =>
        new()
        {
            Id = stored.Identity.Id,
            Type = stored.Type,
            AgentId = stored.AgentId,
            Timestamp = stored.Identity.Timestamp,
            Matched = stored.Matched,
            DeliveryStates = deliveries.States,
            Deliveries = [.. deliveries.First.Select(DeliveryResponses.Of)],
            DeliveriesNext = NextOf(deliveries),
            Unmatched = unmatched,
            UnmatchedTotal = unmatched is null ? null : stored.Missed?.Total ?? 0,
            Payload = JsonSerializer.Deserialize<JsonElement>(stored.Body),
            TraceId = stored.Trace?.TraceId,
        };

    /// <summary>Why the destination did not get the event, as a sentence.</summary>
    public static string ReasonOf(MissReason reason, StoredEvent stored)
    {
        var agent = stored.AgentId is null
            ? "is scoped to agents, and the event is of none"
            : $"is not scoped to the agent {stored.AgentId}";
        return reason switch
        {
            MissReason.Agent => $"It {agent}.",
            MissReason.Type => $"It does not subscribe to {stored.Type}.",
            _ => $"It does not subscribe to {stored.Type}, and {agent}.",
        };
    }

    private static string? NextOf(EventDeliveries deliveries) =>
        deliveries.First.Count > 0 && deliveries.First.Count < deliveries.States.Values.Sum()
            ? new Keyset(deliveries.First[^1].EventKey, deliveries.First[^1].DestinationNo, false).ToString()
            : null;
}
