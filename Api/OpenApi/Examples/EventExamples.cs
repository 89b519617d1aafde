using System.Net;
using Webhooks.Api.Events;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class EventExamples
{
    private static readonly EventResponse Published = PayloadExamples.Published;

    private static readonly PublishEventRequest PublishEvent = new(Published.Type)
    {
        AgentId = Published.AgentId,
        ConversationId = Published.ConversationId,
        MessageId = Published.MessageId,
        Properties = Published.Properties,
        UserProperties = Published.UserProperties,
        Metadata = Published.Metadata,
    };

    public static object[] All { get; } =
    [
        PublishEvent,
        Published,
        new PublishEventResponse(Published),
        new PublishBatchRequest([PublishEvent]),
        new PublishBatchResponse([new PublishResult((int)HttpStatusCode.Created, Published)]),
        new EventLogEntry
        {
            Id = Published.Id,
            Type = EventTypes.EventCreated,
            AgentId = Examples.AgentId,
            Timestamp = Examples.Then,
            Matched = 1,
            DeliveryStates = new Dictionary<string, int> { [DeliveryExamples.Delivery.State] = 1 },
            Deliveries = [DeliveryExamples.Delivery],
        },
        new EventLogDetail
        {
            Id = Published.Id,
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
