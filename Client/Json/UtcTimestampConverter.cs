using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Client;

/// <summary>
/// Writes a timestamp as <c>2026-01-31T09:30:00.123Z</c>; reads any ISO-8601 timestamp that names its offset.
/// </summary>
public sealed class UtcTimestampConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // TryGetDateTimeOffset would take a timestamp without an offset as local time of this machine.
        if (reader.TokenType is JsonTokenType.String
            && reader.TryGetDateTimeOffset(out var value)
            && NamesItsOffset(reader.GetString()))
        {
            return value.ToUniversalTime();
        }

        throw new JsonException("A timestamp must be ISO-8601 with an offset, such as 2026-01-31T09:30:00.123Z.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[24];
        value.UtcDateTime.TryFormat(text, out var written, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }

    private static bool NamesItsOffset(string? text) =>
        text is not null
        && text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time
        && (text.EndsWith('Z') || text.AsSpan(time).IndexOfAny('+', '-') >= 0);
}
