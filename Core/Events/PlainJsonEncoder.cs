using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Core.Events;

/// <summary>
/// Escapes only the characters that JSON requires: quotation mark, backslash and U+0000 to U+001F (RFC 8259 section 7). The encoders
/// of the framework escape U+007F, emoji and others as well, which makes them three to six times as long. Half a surrogate pair becomes
/// U+FFFD.
/// </summary>
public sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    private const int LongestEscape = 6;

    private static readonly char[] Escaped = [.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\'];
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Escaped.Select(character => (byte)character)]);

    /// <summary>Characters that are escaped, and those that may be half of a surrogate pair.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Escaped, .. Enumerable.Range('\uD800', 0x800).Select(code => (char)code)]);

    private PlainJsonEncoder()
    {
    }

    /// <summary>Compact JSON, not validated while it is written.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = new PlainJsonEncoder(), SkipValidation = true };

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var at = 0;
        while (span[at..].IndexOfAny(Suspects) is >= 0 and var next)
        {
            at += next;
            if (at + 1 >= textLength || !char.IsSurrogatePair(span[at], span[at + 1]))
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var first = utf8Text.IndexOfAny(EscapedBytes);
        return Utf8.IsValid(first < 0 ? utf8Text : utf8Text[..first]) ? first : base.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        Span<char> text = stackalloc char[LongestEscape];
        var length = Write(unicodeScalar, text);
        var fits = text[..length].TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? length : 0;
        return fits;
    }

    private static int Write(int scalar, Span<char> text)
    {
        if (scalar >= ' ' && scalar is not '"' and not '\\')
        {
            return new Rune(scalar).EncodeToUtf16(text);
        }

        text[0] = '\\';
        text[1] = scalar switch { '\b' => 'b', '\t' => 't', '\n' => 'n', '\f' => 'f', '\r' => 'r', '"' or '\\' => (char)scalar, _ => 'u' };
        if (text[1] != 'u')
        {
            return 2;
        }

        text[2] = text[3] = '0';
        text[4] = scalar < 0x10 ? '0' : '1';
        text[5] = "0123456789ABCDEF"[scalar & 0xF];
        return LongestEscape;
    }
}
