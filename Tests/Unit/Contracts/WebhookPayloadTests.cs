using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Contracts;

/// <summary>Receivers read what is delivered into the client's records.</summary>
public sealed class WebhookPayloadTests
{
    private const string Conversation =
        """
        {"id":"conv_abc123","agentId":"sales","title":null,"userProperties":{"userId":"u_456"},"properties":null,
        "createdAt":"2026-05-12T14:29:50.000Z","updatedAt":"2026-05-12T14:30:00.000Z",
        "messages":[{"id":"msg_001","role":"user","content":"Hello","createdAt":"2026-05-12T14:29:50.000Z"}],"messagesOmitted":3}
        """;

    [Fact]
    public void A_conversation_is_read()
    {
        var payload = Read<ConversationPayload>("conversation.updated", $$"""{"conversation":{{Conversation}}}""");

        Assert.Equal(
            ("evt_1", "conversation.updated", "acme", "shop", "sales"),
            (payload.Id, payload.Type, payload.TenantId, payload.ProjectId, payload.AgentId));
        var conversation = payload.Data.Conversation;
        Assert.Equal(("conv_abc123", null, 3), (conversation.Id, conversation.Title, conversation.MessagesOmitted));
        Assert.Equal("u_456", conversation.UserProperties?.GetProperty("userId").GetString());
        Assert.Null(conversation.Properties);
        Assert.Equal(
            new MessageResponse("msg_001", MessageRole.User, "Hello", conversation.CreatedAt), Assert.Single(conversation.Messages));
    }

    [Fact]
    public void Feedback_is_read_with_its_conversation()
    {
        var payload = Read<FeedbackPayload>(
            "feedback.created",
            $$"""
            {"feedback":{"id":"fb_789","conversationId":"conv_abc123","messageId":"msg_002","type":"positive","details":null,
            "createdAt":"2026-05-12T14:31:00.000Z","updatedAt":"2026-05-12T14:31:00.000Z"},"conversation":{{Conversation}}}
            """);

        Assert.Equal(
            ("fb_789", "msg_002", FeedbackType.Positive),
            (payload.Data.Feedback.Id, payload.Data.Feedback.MessageId, payload.Data.Feedback.Type));
        Assert.Equal("conv_abc123", payload.Data.Conversation.Id);
    }

    [Fact]
    public void A_custom_event_is_read()
    {
        var payload = Read<CustomEventPayload>(
            "event.created",
            """
            {"event":{"id":"evt_xyz","type":"user_message_submitted","agentId":"sales","conversationId":"conv_abc123","messageId":"msg_001",
            "properties":{"source":"chat-widget"},"userProperties":{"userId":"u_456"},"metadata":{"appVersion":"1.4.2"},
            "serverMetadata":{"authMethod":"apiKey"},"createdAt":"2026-05-12T14:32:00.000Z","updatedAt":"2026-05-12T14:32:00.000Z"}}
            """);

        Assert.Equal(("evt_xyz", "user_message_submitted"), (payload.Data.Event.Id, payload.Data.Event.Type));
        Assert.Equal("chat-widget", payload.Data.Event.Properties?.GetProperty("source").GetString());
    }

    private static WebhookPayload<T> Read<T>(string type, string data) => JsonSerializer.Deserialize<WebhookPayload<T>>(
        $$"""
        {"id":"evt_1","type":"{{type}}","timestamp":"2026-05-12T14:30:00.000Z","tenantId":"acme","projectId":"shop","agentId":"sales","data":{{data}}}
        """,
        WebhooksJson.Options)!; // Never null.
}
