using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Writes equal JSON values as equal text, so that <c>const</c>, <c>enum</c> and <c>uniqueItems</c> compare text: members in order and
/// each once (the last counts), strings escaped one way, numbers without exponent or trailing zeros.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Levels of a document at most.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// Characters of a member's name at most. The schema library copies names on the stack and into every path, so a name of a megabyte
    /// would end the process.
    /// </summary>
    public const int MaximumName = 1_000;

    /// <summary>The document in canonical form, or why it has none.</summary>
    /// <exception cref="InvalidOperationException">The document holds text that is not Unicode.</exception>
    public static PayloadError? Read(JsonElement json, out JsonElement canonical)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
        {
            if (Write(json, writer, depth: 1) is { } fault)
            {
                canonical = default;
                return new PayloadError(string.Empty, fault);
            }
        }

        canonical = JsonElement.Parse(text.WrittenSpan);
        return null;
    }

    private static string? Write(JsonElement json, Utf8JsonWriter writer, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth > MaximumDepth:
                return $"must not be nested more than {MaximumDepth} levels deep";
            case JsonValueKind.Object:
                return WriteObject(json, writer, depth);
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    if (Write(item, writer, depth + 1) is { } fault)
                    {
                        return fault;
                    }
                }

                writer.WriteEndArray();
                return null;
            case JsonValueKind.String:
                writer.WriteStringValue(json.GetString());
                return null;
            case JsonValueKind.Number:
                writer.WriteRawValue(NumberOf(json), skipInputValidation: true);
                return null;
            default:
                json.WriteTo(writer);
                return null;
        }
    }

    private static string? WriteObject(JsonElement json, Utf8JsonWriter writer, int depth)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Length > MaximumName)
            {
                return string.Create(CultureInfo.InvariantCulture, $"must not have member names of more than {MaximumName:#,0} characters");
            }

            members[member.Name] = member.Value;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            if (Write(value, writer, depth + 1) is { } fault)
            {
                return fault;
            }
        }

        writer.WriteEndObject();
        return null;
    }

    /// <summary>
    /// Exact up to 28 digits, the nearest double beyond. A number too large for a double becomes 1E+309: larger than all others, and not a
    /// billion digits to compute with.
    /// </summary>
    private static string NumberOf(JsonElement json)
    {
        if (json.TryGetDecimal(out var exact))
        {
            return exact == 0 ? "0" : exact.ToString("0.############################", CultureInfo.InvariantCulture);
        }

        var number = json.GetDouble();
        return double.IsInfinity(number) ? (number > 0 ? "1E+309" : "-1E+309") : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
