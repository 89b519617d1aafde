using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Webhooks.Core.Events;

namespace Webhooks.Core.Triggers;

/// <summary>Finds a value in a payload and writes it as text.</summary>
internal static class PayloadPath
{
    private const string Length = "length";

    /// <summary>The value's text; empty when there is none.</summary>
    /// <exception cref="InvalidOperationException">The payload holds text that is no Unicode.</exception>
    public static string TextAt(JsonElement payload, ReadOnlySpan<string> path)
    {
        var value = payload;
        for (var i = 0; i < path.Length; i++)
        {
            var name = path[i];
            if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member))
            {
                value = member;
            }
            else if (value.ValueKind is JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                // A number has no members, so a path that goes on after a length finds nothing.
                return i == path.Length - 1 && name == Length ? LengthOf(value) : string.Empty;
            }
        }

        return TextOf(value);
    }

    private static string LengthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength().ToString(CultureInfo.InvariantCulture),

        // A JSON string, so there is a text.
        JsonValueKind.String => value.GetString()!.Length.ToString(CultureInfo.InvariantCulture),
        _ => string.Empty,
    };

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? string.Empty,
        JsonValueKind.Null or JsonValueKind.Undefined => string.Empty,
        JsonValueKind.Object or JsonValueKind.Array => JsonOf(value),
        _ => value.GetRawText(),
    };

    private static string JsonOf(JsonElement value)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, PlainJsonEncoder.Compact);
        value.WriteTo(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
