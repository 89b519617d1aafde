using System.Globalization;
using System.Text.Json;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>The event of the test action (seed: "a test event type with synthetic data").</summary>
internal static class TestEvent
{
    /// <summary>Not a type that can be subscribed to.</summary>
    public const string Type = "test";

    private const string AgentId = "test-agent-id";

    public static NewEvent For(ProjectScope project) => new() { Project = project, Type = Type, AgentId = AgentId, WriteData = WriteData };

    private static void WriteData(Utf8JsonWriter writer, EventIdentity identity)
    {
        var now = identity.Timestamp.UtcDateTime.ToString(Envelope.TimestampFormat, CultureInfo.InvariantCulture);
        writer.WriteStartObject();
        writer.WriteStartObject("conversation");
        writer.WriteString("id", "test-conversation-id");
        writer.WriteString("agentId", AgentId);
        writer.WriteString("title", "Test webhook delivery");
        writer.WriteStartObject("userProperties");
        writer.WriteString("email", "test@example.com");
        writer.WriteString("plan", "pro");
        writer.WriteEndObject();
        writer.WriteNull("properties");
        writer.WriteString("createdAt", now);
        writer.WriteString("updatedAt", now);
        writer.WriteStartArray("messages");
        writer.WriteStartObject();
        writer.WriteString("id", "test-message-id");
        writer.WriteString("role", "user");
        writer.WriteString("content", "This is a test webhook delivery");
        writer.WriteString("createdAt", now);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
