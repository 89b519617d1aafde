using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <content>Custom headers, whose values may come back masked.</content>
internal sealed partial class DestinationInput
{
    /// <summary>Whether the headers to store are those that are stored.</summary>
    private bool HasSameHeaders(IReadOnlyDictionary<string, string>? stored) => Headers is null || stored is null
        ? Headers is null && stored is null
        : Headers.Count == stored.Count && Headers.All(header => stored.TryGetValue(header.Key, out var value) && value == header.Value);

    private Dictionary<string, string>? ReadHeaders()
    {
        if (input.Object("headers") is not { } json)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var headerInput = new JsonInput(json, "/headers", input.Errors);
        foreach (var member in json.EnumerateObject())
        {
            AddHeader(headers, headerInput, member);
        }

        return headers;
    }

    private void AddHeader(Dictionary<string, string> headers, JsonInput headerInput, JsonProperty member)
    {
        var pointer = headerInput.PointerTo(member.Name);
        if (CustomHeaders.FaultOfName(member.Name) is { } fault)
        {
            input.Errors.Add(pointer, fault);
        }
        else if (headerInput.TextOf(member.Value, pointer) is not { } value)
        {
            // TextOf has said what is wrong.
        }
        else if (CustomHeaders.FaultOfValue(value) is { } valueFault)
        {
            input.Errors.Add(pointer, valueFault);
        }
        else if (!headers.TryAdd(member.Name, value))
        {
            input.Errors.Add(pointer, "is there twice; header names do not differ by case");
        }
    }

    /// <summary>Puts the stored value in the place of each mask, and then checks how much it is in all.</summary>
    private void UnmaskHeaders(IReadOnlyDictionary<string, string>? stored)
    {
        if (Headers is null)
        {
            return;
        }

        var values = new Dictionary<string, string>(stored ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        foreach (var name in Headers.Where(header => header.Value == DestinationResponses.Mask).Select(header => header.Key).ToArray())
        {
            if (values.TryGetValue(name, out var value))
            {
                Headers[name] = value;
            }
            else
            {
                input.Errors.Add($"/headers/{JsonInput.Escape(name)}", $"is {DestinationResponses.Mask}, which stands for a stored value; there is none of that name");
            }
        }

        if (Headers.Count > limits.HeadersPerDestination)
        {
            input.Errors.Add("/headers", $"may have at most {limits.HeadersPerDestination} headers");
        }

        if (Headers.Sum(header => header.Key.Length + header.Value.Length) > limits.HeaderBytesPerDestination)
        {
            input.Errors.Add("/headers", $"may have at most {limits.HeaderBytesPerDestination} characters in all");
        }
    }
}
