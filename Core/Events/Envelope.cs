using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Webhooks.Core.Events;

/// <summary>
/// The body of every delivery: <c>{"id","type","timestamp","tenantId","projectId","agentId","data"}</c>, written once and sent as these
/// bytes.
/// </summary>
public static class Envelope
{
    /// <summary>ISO-8601 UTC with milliseconds and <c>Z</c>, as everywhere in the API.</summary>
    public const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static byte[] Write(NewEvent newEvent, EventIdentity identity)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, PlainJsonEncoder.Compact);
        writer.WriteStartObject();
        writer.WriteString("id"u8, identity.Id);
        writer.WriteString("type"u8, newEvent.Type);
        writer.WriteString("timestamp"u8, identity.Timestamp.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture));
        writer.WriteString("tenantId"u8, newEvent.Project.TenantId);
        writer.WriteString("projectId"u8, newEvent.Project.ProjectId);
        writer.WriteString("agentId"u8, newEvent.AgentId ?? string.Empty);
        writer.WritePropertyName("data"u8);
        newEvent.WriteData(writer, identity);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
