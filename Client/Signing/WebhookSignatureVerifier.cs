using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Client;

/// <summary>
/// Tells a receiver whether a request was signed with one of its secrets, as Standard Webhooks 1.0.0 says: HMAC-SHA256
/// (<c>v1</c>) over <c>{webhook-id}.{webhook-timestamp}.{body}</c>. Remembering ids against repeats is up to the receiver.
/// Safe for use by several threads.
/// </summary>
public sealed class WebhookSignatureVerifier
{
    /// <summary>Header with the identifier of the event, the same over all attempts.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Header with the time of the attempt, in Unix seconds.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Header with the signatures, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";

    private readonly byte[][] _keys;
    private readonly TimeProvider _clock;
    private readonly long _toleranceSeconds;

    /// <summary>A verifier for one destination.</summary>
    /// <param name="secrets">At least one secret, base64 with or without <c>whsec_</c>; several while secrets are rotated.</param>
    /// <param name="clock">Source of the current time; the system clock when left out.</param>
    /// <param name="tolerance">How far the time of the attempt may be off, both ways; 5 minutes when left out.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is not base64.</exception>
    public WebhookSignatureVerifier(IEnumerable<string> secrets, TimeProvider? clock = null, TimeSpan? tolerance = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _keys = [.. secrets.Select(KeyOf)];
        if (_keys.Length == 0)
        {
            throw new ArgumentException("At least one secret is needed.", nameof(secrets));
        }

        _clock = clock ?? TimeProvider.System;
        _toleranceSeconds = (long)(tolerance ?? TimeSpan.FromMinutes(5)).TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfNegative(_toleranceSeconds, nameof(tolerance));
    }

    /// <summary>Checks a request.</summary>
    /// <param name="body">The exact bytes of the body; parsed and written again they would differ.</param>
    /// <param name="id">Value of <see cref="IdHeader"/>.</param>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signatures">Value of <see cref="SignatureHeader"/>.</param>
    /// <returns>Whether to trust the request, and if not, why.</returns>
    public SignatureOutcome Verify(ReadOnlySpan<byte> body, string? id, string? timestamp, string? signatures)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return SignatureOutcome.HeaderMissing;
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var attemptedAt))
        {
            return SignatureOutcome.TimestampMalformed;
        }

        var age = _clock.GetUtcNow().ToUnixTimeSeconds() - attemptedAt;
        if (age > _toleranceSeconds)
        {
            return SignatureOutcome.TimestampTooOld;
        }

        if (age < -_toleranceSeconds)
        {
            return SignatureOutcome.TimestampTooNew;
        }

        return AnyMatches(body, id, timestamp, signatures) ? SignatureOutcome.Valid : SignatureOutcome.SignatureMismatch;
    }

    /// <summary>Checks a request and throws unless it is to be trusted.</summary>
    /// <param name="body">The exact bytes of the body.</param>
    /// <param name="id">Value of <see cref="IdHeader"/>.</param>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signatures">Value of <see cref="SignatureHeader"/>.</param>
    /// <exception cref="WebhookSignatureException">The request is not to be trusted.</exception>
    public void VerifyOrThrow(ReadOnlySpan<byte> body, string? id, string? timestamp, string? signatures)
    {
        var outcome = Verify(body, id, timestamp, signatures);
        if (outcome is not SignatureOutcome.Valid)
        {
            throw new WebhookSignatureException(outcome);
        }
    }

    private static byte[] KeyOf(string secret)
    {
        var encoded = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length + 3)];
        if (!Convert.TryFromBase64String(encoded, key, out var length) || length == 0)
        {
            // The secret itself must not become part of a message that may be logged.
            throw new ArgumentException("A secret is not base64.", nameof(secret));
        }

        return key[..length];
    }

    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> body, string id, string timestamp)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private bool AnyMatches(ReadOnlySpan<byte> body, string id, string timestamp, string signatures)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var matches = false;
        foreach (var key in _keys)
        {
            var expected = Sign(key, body, id, timestamp);
            foreach (var part in signatures.AsSpan().Split(' '))
            {
                var signature = signatures.AsSpan()[part];

                // Versions that are not known are skipped, so that senders may add one.
                if (signature.StartsWith(VersionPrefix, StringComparison.Ordinal)
                    && Convert.TryFromBase64Chars(signature[VersionPrefix.Length..], given, out var length)
                    && length == given.Length)
                {
                    // No early return: the time taken must not tell which secret or signature matched.
                    matches |= CryptographicOperations.FixedTimeEquals(given, expected);
                }
            }
        }

        return matches;
    }
}

/// <summary>Whether a request is to be trusted, and if not, why.</summary>
public enum SignatureOutcome
{
    /// <summary>A header is missing or empty.</summary>
    HeaderMissing,

    /// <summary>The timestamp is not a number of seconds.</summary>
    TimestampMalformed,

    /// <summary>The attempt is too long ago: a repeat, or a clock that is off.</summary>
    TimestampTooOld,

    /// <summary>The attempt lies too far in the future.</summary>
    TimestampTooNew,

    /// <summary>No signature was made with one of the secrets over this id, timestamp and body.</summary>
    SignatureMismatch,

    /// <summary>The request is to be trusted.</summary>
    Valid,
}

/// <summary>A request is not to be trusted.</summary>
/// <param name="outcome">Why.</param>
public sealed class WebhookSignatureException(SignatureOutcome outcome)
    : Exception($"The webhook is not to be trusted: {outcome}.")
{
    /// <summary>Why it is not to be trusted.</summary>
    public SignatureOutcome Outcome { get; } = outcome;
}
