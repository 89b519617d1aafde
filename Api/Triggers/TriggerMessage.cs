using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Makes the first message of a conversation of a payload.</summary>
internal static class TriggerMessage
{
    /// <summary>
    /// The message that the trigger's template makes of the payload; without a template the payload as compact JSON, cut to fit a message.
    /// </summary>
    public static string Render(Trigger trigger, JsonElement payload)
    {
        if (trigger.MessageTemplate is { } text)
        {
            // The stored template was checked when it was saved.
            return TriggerTemplate.Parse(text).Value!.Render(payload);
        }

        var json = JsonSerializer.Serialize(payload, WebhooksJson.Options);
        return json.Length <= NewMessage.MaximumContent ? json : json[..CutAt(json)];
    }

    /// <summary>Why a text cannot be the message, as a phrase after "the message"; null = it can.</summary>
    public static string? FaultOf(string? message) =>
        string.IsNullOrWhiteSpace(message) ? "is empty"
        : message.Contains('\0', StringComparison.Ordinal) ? "has a NUL character"
        : null;

    private static int CutAt(string text) =>
        char.IsHighSurrogate(text[NewMessage.MaximumContent - 1]) ? NewMessage.MaximumContent - 1 : NewMessage.MaximumContent;
}
