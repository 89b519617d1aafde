using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Triggers;

/// <summary>The body that is posted to an agent's <c>runUrl</c>: written once and sent as these bytes by every attempt.</summary>
internal static class RunBody
{
    public static byte[] Write(ProjectScope project, Invocation invocation, string triggerId, IReadOnlyList<ConversationMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, PlainJsonEncoder.Compact);
        writer.WriteStartObject();
        writer.WriteString("tenantId"u8, project.TenantId);
        writer.WriteString("projectId"u8, project.ProjectId);
        writer.WriteString("agentId"u8, invocation.AgentId);
        writer.WriteString("triggerId"u8, triggerId);
        writer.WriteString("conversationId"u8, invocation.ConversationId);
        writer.WriteString("invocationId"u8, PublicId.ForInvocation(invocation.Key));
        writer.WriteString("runAsUserId"u8, invocation.RunAsUserId);
        writer.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, message.Id);
            writer.WriteString("role"u8, message.Role);
            writer.WriteString("content"u8, message.Content);
            writer.WriteString(
                "createdAt"u8, message.CreatedAt.UtcDateTime.ToString(Envelope.TimestampFormat, CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("payload"u8);
        writer.WriteRawValue(invocation.Payload ?? "null", skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
