using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A test call of a trigger while it is typed in.</summary>
public sealed partial class TestCall
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The payload.</summary>
    public string Payload { get; set; } = "{}";

    /// <summary>Values of the headers that the trigger demands, and of those that its signature covers.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A call with a payload that has a value wherever the trigger's message wants one.</summary>
    public static TestCall For(TriggerResponse trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var payload = new System.Text.Json.Nodes.JsonObject();
        foreach (Match place in Placeholder().Matches(trigger.MessageTemplate ?? ""))
        {
            Put(payload, place.Groups[1].Value.Split('.'));
        }

        if (payload.Count == 0)
        {
            payload["text"] = "Hello";
        }

        return new TestCall { Payload = payload.ToJsonString(Indented) };
    }

    /// <summary>Headers whose values have to be typed in.</summary>
    public static IReadOnlyList<string> HeadersOf(TriggerResponse trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var signed = trigger.SignatureVerification is { } signature ? SignaturePlan.Of(signature).ChosenHeaders : [];
        return [.. trigger.Authentication.Headers.Select(header => header.Name).Concat(signed).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Why the payload cannot be sent, as a sentence; null when it can.</summary>
    public string? Fault()
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Payload).ValueKind is JsonValueKind.Object
                ? null
                : "The payload must be a JSON object.";
        }
        catch (JsonException fault)
        {
            return $"The payload is not valid JSON: check line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.";
        }
    }

    // Members only: what an array holds is for the sender to say.
    private static void Put(System.Text.Json.Nodes.JsonObject into, string[] path)
    {
        if (path.Any(name => name.Length == 0 || char.IsAsciiDigit(name[0])))
        {
            return;
        }

        foreach (var name in path[..^1])
        {
            if (into[name] is not System.Text.Json.Nodes.JsonObject inner)
            {
                into[name] = inner = [];
            }

            into = inner;
        }

        into.TryAdd(path[^1], path[^1]);
    }

    [GeneratedRegex(@"\{\{\s*([\w.-]{1,200}?)\s*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Placeholder();
}
