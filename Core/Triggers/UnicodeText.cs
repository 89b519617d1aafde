using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Webhooks.Core.Triggers;

/// <summary>JSON can spell text that is no Unicode text (<c>"\ud800"</c>) or that PostgreSQL cannot store (<c>"\u0000"</c>).</summary>
internal static class UnicodeText
{
    private const int EscapeLength = 6;

    /// <summary>Whether a text has neither NUL characters nor halves of surrogate pairs.</summary>
    public static bool IsStorable(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (rest[0] == '\0' || Rune.DecodeFromUtf16(rest, out _, out var length) is not System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <summary>The text of a JSON string that can be stored; null when it is none.</summary>
    public static string? Of(JsonElement json)
    {
        try
        {
            return json.ValueKind is JsonValueKind.String && json.GetString() is { } text && IsStorable(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: a JSON string, but no Unicode text.
            return null;
        }
    }

    /// <summary>The same JSON with U+FFFD in place of everything that is no Unicode.</summary>
    public static JsonElement Repair(JsonElement json)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)));
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                continue;
            }

            if (!char.IsSurrogate(EscapedAt(text, at)))
            {
                // An escaped backslash must not be taken for the beginning of another escape.
                at++;
            }
            else if (char.IsHighSurrogate(EscapedAt(text, at)) && char.IsLowSurrogate(EscapedAt(text, at + EscapeLength)))
            {
                at += (2 * EscapeLength) - 1;
            }
            else
            {
                text.Remove(at, EscapeLength).Insert(at, "\\ufffd");
                at += EscapeLength - 1;
            }
        }

        return JsonElement.Parse(text.ToString());
    }

    /// <summary>The character a <c>\uXXXX</c> stands for; a blank when there is no such escape.</summary>
    private static char EscapedAt(StringBuilder text, int at)
    {
        if (at + EscapeLength > text.Length || text[at] != '\\' || text[at + 1] != 'u')
        {
            return ' ';
        }

        var digits = text.ToString(at + 2, EscapeLength - 2);
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : ' ';
    }
}
