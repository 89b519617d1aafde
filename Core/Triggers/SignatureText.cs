using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Webhooks.Core.Triggers;

/// <summary>Compares a signature as text in constant time, and makes a name for the signed content.</summary>
internal static class SignatureText
{
    /// <summary>
    /// Whether the text is the hash. The expected text is written and compared rather than the given one read: reading would let pass what
    /// no sender writes, such as blanks within base64 and other bits in its last character.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> given, ReadOnlySpan<byte> expected, SignatureEncoding encoding)
    {
        Span<char> text = stackalloc char[2 * HMACSHA512.HashSizeInBytes];
        int length;
        if (encoding is SignatureEncoding.Base64)
        {
            Convert.TryToBase64Chars(expected, text, out length);
        }
        else
        {
            // Some senders write hexadecimal in upper case. Its first letter says which; no sender mixes the two.
            var firstLetter = given.IndexOfAnyExceptInRange('0', '9');
            _ = firstLetter >= 0 && char.IsAsciiLetterUpper(given[firstLetter])
                ? Convert.TryToHexString(expected, text, out length)
                : Convert.TryToHexStringLower(expected, text, out length);
        }

        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(given), MemoryMarshal.AsBytes(text[..length]));
    }

    /// <summary>A name for signed content, from a SHA-256 over it; the same for the same content only.</summary>
    public static string FingerprintOf(IncrementalHash hash) => "signed-" + Convert.ToHexStringLower(hash.GetHashAndReset());
}
