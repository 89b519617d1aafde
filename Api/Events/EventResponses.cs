using System.Text.Json;
using Webhooks.Client;
using Webhooks.Core.Events;

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

    public static EventLogEntry EntryOf(StoredEvent stored) => new()
    {
        Id = stored.Identity.Id,
        Type = stored.Type,
        AgentId = stored.AgentId,
        Timestamp = stored.Identity.Timestamp,
        Matched = stored.Matched,
    };

    public static EventLogDetail DetailOf(StoredEvent stored, IReadOnlyList<DeliveryResponse> deliveries) => new()
    {
        Id = stored.Identity.Id,
        Type = stored.Type,
        AgentId = stored.AgentId,
        Timestamp = stored.Identity.Timestamp,
        Matched = stored.Matched,
        Payload = JsonSerializer.Deserialize<JsonElement>(stored.Body),
        Deliveries = deliveries,
    };
}
