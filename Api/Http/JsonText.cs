using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Api.Http;

/// <summary>
/// Finds what the parser lets pass and nothing can read: an escape that is half of a surrogate pair (RFC 8259 section 8.2), and bytes
/// that are not UTF-8 (section 8.1).
/// </summary>
internal static class JsonText
{
    /// <summary>The pointer of the first such text, or of the object that has a member of such a name; null = none.</summary>
    public static string? FindUnreadable(JsonElement json)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json);
        return Utf8.IsValid(raw) && raw.IndexOf("\\ud"u8) < 0 && raw.IndexOf("\\uD"u8) < 0 ? null : FindUnreadable(json, string.Empty);
    }

    private static string? FindUnreadable(JsonElement json, string pointer) => json.ValueKind switch
    {
        JsonValueKind.String => TextOf(json.GetString) is null ? pointer : null,
        JsonValueKind.Array => json.EnumerateArray()
            .Select((item, index) => FindUnreadable(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}")))
            .FirstOrDefault(found => found is not null),
        JsonValueKind.Object => json.EnumerateObject()
            .Select(
                member => TextOf(() => member.Name) is { } name
                    ? FindUnreadable(member.Value, $"{pointer}/{JsonInput.Escape(name)}")
                    : pointer)
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
