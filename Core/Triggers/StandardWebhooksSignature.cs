using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Standard Webhooks 1.0.0 from the receiver's side: <c>v1</c> signatures, several of them, versions that are not known skipped. Without
/// the headers <c>webhook-…</c> those named <c>svix-…</c> are read, which some senders still use.
/// </summary>
internal static class StandardWebhooksSignature
{
    private static readonly HeaderNames Standard = new("webhook-id", "webhook-timestamp", "webhook-signature");
    private static readonly HeaderNames Svix = new("svix-id", "svix-timestamp", "svix-signature");

    private const string Version = "v1,";

    public static SignatureVerdict Verify(
        IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlySpan<byte> body, SignatureWindow window)
    {
        var names = Standard.NoneIsIn(header) && !Svix.NoneIsIn(header) ? Svix : Standard;
        if (header(names.Id) is not { Length: > 0 } id)
        {
            return new SignatureVerdict.NoHeader(names.Id);
        }

        if (header(names.Timestamp) is not { Length: > 0 } timestamp)
        {
            return new SignatureVerdict.NoHeader(names.Timestamp);
        }

        if (header(names.Signature) is not { Length: > 0 } signatures)
        {
            return new SignatureVerdict.NoHeader(names.Signature);
        }

        if (SignatureRule.DeliveryIdOf(id) is null
            || signatures.Length > SignatureRule.MaximumHeaderLength
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || SignatureWindow.Read(timestamp) is not { } moment)
        {
            return new SignatureVerdict.Malformed();
        }

        if (!AnyMatches(secrets, $"{id}.{timestamp}.", body, signatures))
        {
            return new SignatureVerdict.Mismatch();
        }

        return window.Contains(moment) ? new SignatureVerdict.Genuine(id) : new SignatureVerdict.OutOfTolerance();
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

    /// <summary>The names of the headers.</summary>
    private sealed record HeaderNames(string Id, string Timestamp, string Signature)
    {
        public bool NoneIsIn(Func<string, string?> header) =>
            string.IsNullOrEmpty(header(Id)) && string.IsNullOrEmpty(header(Timestamp)) && string.IsNullOrEmpty(header(Signature));
    }
}
