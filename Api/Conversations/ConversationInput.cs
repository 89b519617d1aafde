using System.Globalization;
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
    private const int MaximumDetails = 10_000;

    /// <summary>A start; without meaning when the input has a problem.</summary>
    public static NewConversation ReadConversation(this JsonInput input, TraceContext? trace) => new()
    {
        Id = input.ReadId(),
        AgentId = input.Text("agentId", Identifiers.MaximumLength, required: true) ?? string.Empty,
        Title = input.Text("title", Identifiers.MaximumLength),
        UserProperties = ReadProperties(input, "userProperties"),
        Properties = ReadProperties(input, "properties"),
        Messages = ReadMessages(input),
        Trace = trace,
    };

    /// <summary>A message; without meaning when the input has a problem.</summary>
    public static NewMessage ReadMessage(this JsonInput input) => new(
        input.ReadId(),
        ReadOneOf(input, "role", MessageRoles.All),
        input.Text("content", NewMessage.MaximumContent, required: true, keepBlanks: true) ?? string.Empty);

    /// <summary>Feedback; without meaning when the input has a problem.</summary>
    public static NewFeedback ReadFeedback(this JsonInput input) => new(
        input.Text("conversationId", Identifiers.MaximumLength, required: true) ?? string.Empty,
        input.Text("messageId", Identifiers.MaximumLength),
        ReadOneOf(input, "type", FeedbackTypes.All),
        input.Text("details", MaximumDetails, keepBlanks: true));

    private static List<NewMessage> ReadMessages(JsonInput input)
    {
        var messages = new List<NewMessage>();
        if (!input.TryGet("messages", required: false, out var items))
        {
            return messages;
        }

        if (items.ValueKind is not JsonValueKind.Array || items.GetArrayLength() > ConversationSnapshot.MaximumMessages)
        {
            input.Errors.Add(input.PointerTo("messages"), $"must be an array of at most {ConversationSnapshot.MaximumMessages} messages");
            return messages;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"{input.PointerTo("messages")}/{index}");
            if (item.ValueKind is not JsonValueKind.Object)
            {
                input.Errors.Add(pointer, "must be an object");
                continue;
            }

            var message = new JsonInput(item, pointer, input.Errors).ReadMessage();
            messages.Add(message);
            if (message.Id is not null && !ids.Add(message.Id))
            {
                input.Errors.Add($"{pointer}/id", "is the id of a message before it");
            }
        }

        return messages;
    }

    private static string ReadOneOf(JsonInput input, string member, IReadOnlyList<string> values)
    {
        var text = input.Text(member, Identifiers.MaximumLength, required: true);
        if (text is not null && !values.Contains(text))
        {
            input.Errors.Add(input.PointerTo(member), $"must be one of {string.Join(", ", values)}");
        }

        return text ?? string.Empty;
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
