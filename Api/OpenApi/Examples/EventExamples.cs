using System.Net;
using Webhooks.Client;
using Webhooks.Core.Keys;

namespace Webhooks.Api.OpenApi;

internal static class EventExamples
{
    public const string EventId = "evt_019e1a5c0f407b3c8d2a4e6f8091a2b3";

    private static readonly PublishEventRequest PublishEvent = new("user_message_submitted")
    {
        AgentId = Examples.AgentId,
        ConversationId = "conv_abc123",
        MessageId = "msg_001",
        Properties = Examples.Json("""{"source":"chat-widget"}"""),
        UserProperties = Examples.Json("""{"userId":"u_456"}"""),
        Metadata = Examples.Json("""{"appVersion":"1.4.2"}"""),
    };

    public static EventResponse PublishedEvent { get; } = new()
    {
        Id = EventId,
        Type = PublishEvent.Type,
        AgentId = PublishEvent.AgentId,
        ConversationId = PublishEvent.ConversationId,
        MessageId = PublishEvent.MessageId,
        Properties = PublishEvent.Properties,
        UserProperties = PublishEvent.UserProperties,
        Metadata = PublishEvent.Metadata,
        ServerMetadata = Examples.Json("""{"authMethod":"apiKey"}"""),
        CreatedAt = Examples.Then,
        UpdatedAt = Examples.Then,
    };

    public static object[] All { get; } =
    [
        PublishEvent,
        PublishedEvent,
        new PublishEventResponse(PublishedEvent),
        new PublishBatchRequest([PublishEvent]),
        new PublishBatchResponse([new PublishResult((int)HttpStatusCode.Created, PublishedEvent)]),
        new EventLogEntry
        {
            Id = EventId,
            Type = EventTypes.EventCreated,
            AgentId = Examples.AgentId,
            Timestamp = Examples.Then,
            Matched = 1,
            DeliveryStates = new Dictionary<string, int> { [DeliveryExamples.Delivery.State] = 1 },
            Deliveries = [DeliveryExamples.Delivery],
        },
        new EventLogDetail
        {
            Id = EventId,
            Type = EventTypes.EventCreated,
            AgentId = Examples.AgentId,
            Timestamp = Examples.Then,
            Matched = 1,
            Payload = PayloadExamples.Of(EventTypes.EventCreated),
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            DeliveryStates = new Dictionary<string, int> { [DeliveryExamples.Delivery.State] = 1 },
            Deliveries = [DeliveryExamples.Delivery],
        },
    ];
}
