using System.Text.Json;

namespace Webhooks.Api.Http;

/// <summary>JSON as bytes of a request: how it may begin and how deep it may be.</summary>
internal static class JsonBytes
{
    /// <summary>Levels of objects and arrays, the outermost included.</summary>
    public const int MaximumDepth = 48;

    /// <summary>
    /// For the parser. The log shows an event inside of its envelope, which adds four levels; readers and writers stop at 64 by default.
    /// </summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MaximumDepth };

    private const int DepthThatEndsReading = 100_000;

    /// <summary>The bytes without a byte order mark, which RFC 8259 section 8.1 lets a reader skip.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    /// <summary>Why bytes that the parser refused are no JSON for this service, as a phrase after "the body".</summary>
    /// <param name="bytes">The bytes, without a byte order mark.</param>
    /// <param name="exception">The refusal.</param>
    public static string Describe(ReadOnlySpan<byte> bytes, JsonException exception) =>
        bytes.IsEmpty ? "is empty; it must be a JSON object"
        : IsTooDeep(bytes) ? $"is nested too deep; objects and arrays may be {MaximumDepth} levels deep"
        : $"is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})";

    private static bool IsTooDeep(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DepthThatEndsReading });
        try
        {
            while (reader.Read())
            {
                // A token that begins an object or an array is not within it yet.
                var begins = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                if (reader.CurrentDepth + (begins ? 1 : 0) > MaximumDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Something else is wrong with it first.
        }

        return false;
    }
}
