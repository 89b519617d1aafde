using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Signing;

namespace Webhooks.Core.Triggers;

/// <summary>Standard Webhooks 1.0.0 from the receiver's side: <c>v1</c> signatures, several of them, versions that are not known skipped.</summary>
internal static class StandardWebhooksSignature
{
    private const string IdHeader = "webhook-id";
    private const string TimestampHeader = "webhook-timestamp";
    private const string SignatureHeader = "webhook-signature";
    private const string Version = "v1,";

    public static SignatureOutcome Verify(
        IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, SignatureWindow window)
    {
        if (header(IdHeader) is not { Length: > 0 } id)
        {
            return new SignatureOutcome.Missing(IdHeader);
        }

        if (header(TimestampHeader) is not { Length: > 0 } timestamp)
        {
            return new SignatureOutcome.Missing(TimestampHeader);
        }

        if (header(SignatureHeader) is not { Length: > 0 } signatures)
        {
            return new SignatureOutcome.Missing(SignatureHeader);
        }

        if (SignatureVerification.DeliveryIdOf(id) is null
            || signatures.Length > SignatureVerification.MaximumHeaderLength
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || SignatureWindow.Read(timestamp) is not { } moment)
        {
            return new SignatureOutcome.Malformed();
        }

        if (!AnyMatches(secrets, $"{id}.{timestamp}.", body, signatures))
        {
            return new SignatureOutcome.Mismatch();
        }

        return window.Contains(moment) ? new SignatureOutcome.Valid(id) : new SignatureOutcome.Stale();
    }

    private static bool AnyMatches(IReadOnlyList<string> secrets, string start, ReadOnlySpan<byte> body, string signatures)
    {
        var matches = false;
        foreach (var secret in secrets.Select(SigningSecret.Parse).Where(secret => secret.IsValid))
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Value!.Key);
            hmac.AppendData(Encoding.UTF8.GetBytes(start));
            hmac.AppendData(body);
            var expected = hmac.GetHashAndReset();
            foreach (var part in signatures.AsSpan().Split(' '))
            {
                var signature = signatures.AsSpan()[part];

                // No early return: the time taken must not tell which secret or signature matched.
                matches |= signature.StartsWith(Version, StringComparison.Ordinal)
                    && SignatureText.Matches(signature[Version.Length..], expected, SignatureEncoding.Base64);
            }
        }

        return matches;
    }
}
