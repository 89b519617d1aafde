using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Stripe: <c>Stripe-Signature: t=…,v1=…</c>, with one <c>v1</c> per live secret, over <c>{t}.{body}</c>. Other versions (<c>v0</c> for
/// test events) are skipped. The secret counts as the text it is, <c>whsec_</c> included.
/// </summary>
internal static class StripeSignature
{
    private const string Header = "Stripe-Signature";
    private const string Time = "t=";
    private const string Version = "v1=";

    public static SignatureVerdict Verify(
        IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, SignatureWindow window)
    {
        if (header(Header) is not { Length: > 0 } value)
        {
            return new SignatureVerdict.NoHeader(Header);
        }

        if (value.Length > SignatureRule.MaximumHeaderLength)
        {
            return new SignatureVerdict.Malformed();
        }

        var parts = value.Split(',', StringSplitOptions.TrimEntries);
        var times = parts.Where(part => part.StartsWith(Time, StringComparison.Ordinal)).Select(part => part[Time.Length..]).ToArray();
        var signatures =
            parts.Where(part => part.StartsWith(Version, StringComparison.Ordinal)).Select(part => part[Version.Length..]).ToArray();

        // Two times would leave open which of them was signed.
        if (times is not [var time]
            || signatures.Length == 0
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || SignatureWindow.Read(time) is not { } moment)
        {
            return new SignatureVerdict.Malformed();
        }

        if (!AnyMatches(secrets, $"{time}.", body, signatures))
        {
            return new SignatureVerdict.Mismatch();
        }

        return window.Contains(moment) ? new SignatureVerdict.Genuine(FingerprintOf(time, body)) : new SignatureVerdict.OutOfTolerance();
    }

    private static string FingerprintOf(string time, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{time}."));
        hash.AppendData(body);
        return SignatureText.FingerprintOf(hash);
    }

    private static bool AnyMatches(IReadOnlyList<string> secrets, string start, ReadOnlySpan<byte> body, string[] signatures)
    {
        var matches = false;
        foreach (var secret in secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)))
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
            hmac.AppendData(Encoding.UTF8.GetBytes(start));
            hmac.AppendData(body);
            var expected = hmac.GetHashAndReset();
            foreach (var signature in signatures)
            {
                // No early return: the time taken must not tell which secret or signature matched.
                matches |= SignatureText.Matches(signature, expected, SignatureEncoding.Hex);
            }
        }

        return matches;
    }
}
