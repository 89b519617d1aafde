using System.Diagnostics;
using System.Text.Json;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Client;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Api.OpenApi;

/// <summary>What a destination receives, by event type: the same in the catalogue of event types and in the OpenAPI document.</summary>
internal static class PayloadExamples
{
    /// <summary>The whole envelope.</summary>
    public static JsonElement Of(string type) => type switch
    {
        EventTypes.ConversationCreated or EventTypes.ConversationUpdated => Envelope(type, new ConversationPayload(ConversationExamples.Conversation)),
        EventTypes.FeedbackCreated => Envelope(type, new FeedbackPayload(ConversationExamples.Feedback, ConversationExamples.Conversation)),
        EventTypes.EventCreated => Envelope(type, new CustomEventPayload(EventExamples.PublishedEvent)),
        _ => throw new UnreachableException($"Nothing is known of {type}."),
    };

    /// <summary>The test event, as it is sent.</summary>
    public static JsonElement Test { get; } = JsonSerializer.Deserialize<JsonElement>(Core.Events.Envelope.Write(
        TestEvent.For(new ProjectScope(0, 0, "tenant_123", "project-456")), EventIdentity.At(Examples.Then, EventExamples.EventId)));

    /// <summary>The contract of the whole envelope.</summary>
    public static Type ContractOf(string type) => type switch
    {
        EventTypes.ConversationCreated or EventTypes.ConversationUpdated or TestEvent.Type => typeof(WebhookPayload<ConversationPayload>),
        EventTypes.FeedbackCreated => typeof(WebhookPayload<FeedbackPayload>),
        EventTypes.EventCreated => typeof(WebhookPayload<CustomEventPayload>),
        _ => throw new UnreachableException($"Nothing is known of {type}."),
    };

    private static JsonElement Envelope<T>(string type, T data) => JsonSerializer.SerializeToElement(
        new WebhookPayload<T>(EventExamples.EventId, type, Examples.Then, "tenant_123", "project-456", Examples.AgentId, data), WebhooksJson.Options);
}
