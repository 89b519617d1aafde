using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Webhooks.Core.Events;

namespace Webhooks.Core.Conversations;

/// <summary>Writes conversations and feedback into the <c>data</c> of their events (seed: outbound webhooks, "Payload format").</summary>
internal static class ConversationData
{
    /// <summary><c>{"conversation":{…}}</c>, with <c>"feedback"</c> before it when there is any.</summary>
    public static void Write(Utf8JsonWriter writer, ConversationSnapshot snapshot, Feedback? feedback = null)
    {
        writer.WriteStartObject();
        if (feedback is not null)
        {
            writer.WritePropertyName("feedback"u8);
            WriteFeedback(writer, feedback);
        }

        writer.WritePropertyName("conversation"u8);
        WriteConversation(writer, snapshot);
        writer.WriteEndObject();
    }

    /// <summary>Bytes that the data leaves for messages.</summary>
    public static int SpaceForMessages(Conversation conversation, Feedback? feedback)
    {
        var without = SizeOf(writer => Write(writer, new ConversationSnapshot(conversation, []), feedback));
        return Math.Max(0, ConversationSnapshot.MaximumBytes - without);
    }

    /// <summary>Bytes that a message takes, with the comma after it.</summary>
    public static int SizeOf(ConversationMessage message) => SizeOf(writer => WriteMessage(writer, message)) + 1;

    private static int SizeOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, PlainJsonEncoder.Compact);
        write(writer);
        writer.Flush();
        return buffer.WrittenCount;
    }

    private static void WriteConversation(Utf8JsonWriter writer, ConversationSnapshot snapshot)
    {
        var conversation = snapshot.Conversation;
        writer.WriteStartObject();
        writer.WriteString("id"u8, conversation.Id);
        writer.WriteString("agentId"u8, conversation.AgentId);
        writer.WriteString("title"u8, conversation.Title);
        WriteObject(writer, "userProperties"u8, conversation.UserProperties);
        WriteObject(writer, "properties"u8, conversation.Properties);
        WriteTime(writer, "createdAt"u8, conversation.CreatedAt);
        WriteTime(writer, "updatedAt"u8, conversation.UpdatedAt);
        writer.WriteStartArray("messages"u8);
        foreach (var message in snapshot.Messages)
        {
            WriteMessage(writer, message);
        }

        writer.WriteEndArray();
        if (snapshot.MessagesOmitted > 0)
        {
            writer.WriteNumber("messagesOmitted"u8, snapshot.MessagesOmitted);
        }

        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, ConversationMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, message.Id);
        writer.WriteString("role"u8, message.Role);
        writer.WriteString("content"u8, message.Content);
        WriteTime(writer, "createdAt"u8, message.CreatedAt);
        writer.WriteEndObject();
    }

    private static void WriteFeedback(Utf8JsonWriter writer, Feedback feedback)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, feedback.Id);
        writer.WriteString("conversationId"u8, feedback.ConversationId);
        writer.WriteString("messageId"u8, feedback.MessageId);
        writer.WriteString("type"u8, feedback.Type);
        writer.WriteString("details"u8, feedback.Details);
        WriteTime(writer, "createdAt"u8, feedback.CreatedAt);
        // Feedback is never changed.
        WriteTime(writer, "updatedAt"u8, feedback.CreatedAt);
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json ?? "null", skipInputValidation: true);
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time) =>
        writer.WriteString(name, time.UtcDateTime.ToString(Envelope.TimestampFormat, CultureInfo.InvariantCulture));
}
