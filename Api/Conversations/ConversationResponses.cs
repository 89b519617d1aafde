using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;

namespace Webhooks.Api.Conversations;

/// <summary>Conversations, messages and feedback as the API shows them; the same members as in events.</summary>
internal static class ConversationResponses
{
    public static ConversationResponse Of(ConversationSnapshot snapshot) => new()
    {
        Id = snapshot.Conversation.Id,
        AgentId = snapshot.Conversation.AgentId,
        Title = snapshot.Conversation.Title,
        UserProperties = JsonOf(snapshot.Conversation.UserProperties),
        Properties = JsonOf(snapshot.Conversation.Properties),
        CreatedAt = snapshot.Conversation.CreatedAt,
        UpdatedAt = snapshot.Conversation.UpdatedAt,
        Messages = [.. snapshot.Messages.Select(Of)],
        MessagesOmitted = snapshot.MessagesOmitted,
    };

    public static ConversationEntry EntryOf(Conversation conversation) => new()
    {
        Id = conversation.Id,
        AgentId = conversation.AgentId,
        Title = conversation.Title,
        MessageCount = conversation.MessageCount,
        CreatedAt = conversation.CreatedAt,
        UpdatedAt = conversation.UpdatedAt,
    };

    public static MessageResponse Of(ConversationMessage message) => new(message.Id, message.Role, message.Content, message.CreatedAt);

    public static FeedbackResponse Of(Feedback feedback) => new()
    {
        Id = feedback.Id,
        ConversationId = feedback.ConversationId,
        MessageId = feedback.MessageId,
        Type = feedback.Type,
        Details = feedback.Details,
        CreatedAt = feedback.CreatedAt,
        UpdatedAt = feedback.CreatedAt,
    };

    private static JsonElement? JsonOf(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
