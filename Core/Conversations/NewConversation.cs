using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Conversations;

/// <summary>A conversation as the product starts it; already validated.</summary>
public sealed record NewConversation
{
    /// <summary>The product's id, at most once per project; null = one is made.</summary>
    public string? Id { get; init; }

    /// <inheritdoc cref="Conversation.AgentId"/>
    public required string AgentId { get; init; }

    /// <inheritdoc cref="Conversation.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="Conversation.UserProperties"/>
    public string? UserProperties { get; init; }

    /// <inheritdoc cref="Conversation.Properties"/>
    public string? Properties { get; init; }

    /// <summary>The messages it starts with, at most <see cref="ConversationSnapshot.MaximumMessages"/>, their ids all different.</summary>
    public IReadOnlyList<NewMessage> Messages { get; init; } = [];

    /// <inheritdoc cref="Conversation.Hops"/>
    public int Hops { get; init; }

    /// <summary>W3C trace context of the request; goes out with every attempt.</summary>
    public TraceContext? Trace { get; init; }

    /// <summary>SHA-256 of everything but the trace and the hops: two starts with one id are the same when this is.</summary>
    internal byte[] Hash()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(AgentId);
            writer.WriteStringValue(Title);
            writer.WriteStringValue(UserProperties);
            writer.WriteStringValue(Properties);
            foreach (var message in Messages)
            {
                writer.WriteStringValue(message.Id);
                writer.WriteStringValue(message.Role);
                writer.WriteStringValue(message.Content);
            }

            writer.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }
}

/// <summary>A message as the product hands it over; already validated.</summary>
/// <param name="Id">The product's id, at most once per conversation; null = one is made.</param>
/// <param name="Role">One of <see cref="MessageRole.All"/>.</param>
/// <param name="Content">The text, 1 to <see cref="MaximumContent"/> characters.</param>
public sealed record NewMessage(string? Id, string Role, string Content)
{
    /// <summary>Longest content in characters (UTF-16 units).</summary>
    public const int MaximumContent = FieldLimits.Message;
}

/// <summary>Feedback as the product hands it over; already validated.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">One of its messages; null = the conversation as a whole.</param>
/// <param name="Type">One of <see cref="FeedbackType.All"/>.</param>
/// <param name="Details">The user's text; null = none.</param>
public sealed record NewFeedback(string ConversationId, string? MessageId, string Type, string? Details);
