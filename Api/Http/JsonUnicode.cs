using System.Runtime.InteropServices;
using System.Text.Json;

namespace Webhooks.Api.Http;

/// <summary>JSON may escape half of a surrogate pair, which is no Unicode text: it cannot be written again, and receivers choke on it.</summary>
internal static class JsonUnicode
{
    /// <summary>True when every string and member name of the value is Unicode text.</summary>
    public static bool IsWellFormed(JsonElement value)
    {
        // Without an escaped surrogate there is nothing to look for; this is nearly every payload.
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return (raw.IndexOf("\\ud"u8) < 0 && raw.IndexOf("\\uD"u8) < 0) || HasOnlyText(value);
    }

    private static bool HasOnlyText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(HasOnlyText),
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && HasOnlyText(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
