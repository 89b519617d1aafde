using System.Diagnostics;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Api.Events;

/// <summary>Example payloads by event type: the same in the catalogue of event types and in the OpenAPI document.</summary>
internal static class PayloadExamples
{
    public const string EventId = "evt_019e1a5c0f407b3c8d2a4e6f8091a2b3";
    public const string AgentId = "sales";

    public static DateTimeOffset Then { get; } = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);

    public static MessageResponse Question { get; } = new("msg_001", MessageRole.User, "Which plan fits a team of five?", Then);

    public static MessageResponse Reply { get; } =
        new("msg_002", MessageRole.Assistant, "The team plan, up to ten people.", Then.AddSeconds(4));

    public static ConversationResponse Conversation { get; } = new()
    {
        Id = "conv_abc123",
        AgentId = AgentId,
        Title = "Choosing a plan",
        UserProperties = Json("""{"userId":"u_456"}"""),
        Properties = Json("""{"pageUrl":"https://example.com/help"}"""),
        CreatedAt = Then,
        UpdatedAt = Reply.CreatedAt,
        Messages = [Question, Reply],
    };

    public static FeedbackResponse Feedback { get; } = new()
    {
        Id = "fb_789",
        ConversationId = Conversation.Id,
        MessageId = Reply.Id,
        Type = FeedbackType.Positive,
        Details = null,
        CreatedAt = Then.AddMinutes(1),
        UpdatedAt = Then.AddMinutes(1),
    };

    public static EventResponse Published { get; } = new()
    {
        Id = EventId,
        Type = "user_message_submitted",
        AgentId = AgentId,
        ConversationId = Conversation.Id,
        MessageId = Question.Id,
        Properties = Json("""{"source":"chat-widget"}"""),
        UserProperties = Conversation.UserProperties,
        Metadata = Json("""{"appVersion":"1.4.2"}"""),
        ServerMetadata = Json("""{"authMethod":"apiKey"}"""),
        CreatedAt = Then,
        UpdatedAt = Then,
    };

    /// <summary>The whole envelope.</summary>
    public static JsonElement Of(string type) => EventTypes.PayloadOf(type) switch
    {
        var data when data == typeof(ConversationPayload) => Envelope(type, new ConversationPayload(Conversation)),
        var data when data == typeof(FeedbackPayload) => Envelope(type, new FeedbackPayload(Feedback, Conversation)),
        var data when data == typeof(CustomEventPayload) => Envelope(type, new CustomEventPayload(Published)),
        var data => throw new UnreachableException($"There is no example of {data.Name}."),
    };

    /// <summary>The contract of the whole envelope.</summary>
    public static Type ContractOf(string type) => typeof(WebhookPayload<>).MakeGenericType(EventTypes.PayloadOf(type));

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static JsonElement Envelope<T>(string type, T data) => JsonSerializer.SerializeToElement(
        new WebhookPayload<T>(EventId, type, Then, "tenant_123", "project-456", AgentId, data), WebhooksJson.Options);
}
