using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Conversations;

/// <summary>Reads conversations, messages and feedback from a request and notes every error.</summary>
internal static class ConversationInput
{
    private const int MaximumProperties = 65_536;

    /// <summary>A start; without meaning when the input has a problem.</summary>
    public static NewConversation ReadConversation(this JsonInput input, TraceContext? trace) => new()
    {
        Id = input.ReadId(),
        AgentId = input.Text("agentId", required: true) ?? string.Empty,
        Title = input.Text("title"),
        UserProperties = ReadProperties(input, "userProperties"),
        Properties = ReadProperties(input, "properties"),
        Messages = ReadMessages(input),
        Trace = trace,
    };

    /// <summary>A message; without meaning when the input has a problem.</summary>
    public static NewMessage ReadMessage(this JsonInput input) => new(
        input.ReadId(),
        input.Text("role", required: true) ?? string.Empty,
        input.Text("content", required: true) ?? string.Empty);

    /// <summary>Feedback; without meaning when the input has a problem.</summary>
    public static NewFeedback ReadFeedback(this JsonInput input) => new(
        input.Text("conversationId", required: true) ?? string.Empty,
        input.Text("messageId"),
        input.Text("type", required: true) ?? string.Empty,
        input.Text("details"));

    private static List<NewMessage> ReadMessages(JsonInput input)
    {
        var messages = new List<NewMessage>();
        if (!input.TryGet("messages", required: false, out var items))
        {
            return messages;
        }

        if (items.ValueKind is not JsonValueKind.Array || items.GetArrayLength() > FieldLimits.Messages)
        {
            input.Errors.Add(input.PointerTo("messages"), $"must be an array of at most {FieldLimits.Messages} messages");
            return messages;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            var reader = input.ItemOf("messages", index, item);
            if (item.ValueKind is not JsonValueKind.Object)
            {
                input.Errors.Add(reader.Path, "must be an object");
                continue;
            }

            var message = reader.ReadMessage();
            messages.Add(message);
            if (message.Id is not null && !ids.Add(message.Id))
            {
                input.Errors.Add(reader.PointerTo("id"), "is the id of a message before it");
            }
        }

        return messages;
    }

    /// <summary>A JSON object as it is stored and sent: without blanks between its members.</summary>
    private static string? ReadProperties(JsonInput input, string member)
    {
        if (input.Object(member) is not { } json)
        {
            return null;
        }

        var text = JsonSerializer.Serialize(json, WebhooksJson.Options);
        if (text.Length <= MaximumProperties)
        {
            return text;
        }

        input.Errors.Add(input.PointerTo(member), $"may have at most {MaximumProperties} characters as JSON");
        return null;
    }
}
