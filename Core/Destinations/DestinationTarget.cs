using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Destinations;

/// <summary>A destination as the sender needs it, decrypted. Stays in memory; never logged, cached elsewhere or shown.</summary>
public sealed class DestinationTarget(
    long tenantNo, long version, string id, Uri url, IReadOnlyList<KeyValuePair<string, string>> headers, RetryWaits retryPolicy,
    IReadOnlyList<(SigningSecret Secret, DateTimeOffset? ExpiresAt)> secrets, TimeSpan? timeout)
{
    /// <summary>All secrets, when none of them ever expires: nearly always, and then no array has to be made per attempt.</summary>
    private readonly SigningSecret[]? permanent =
        secrets.All(secret => secret.ExpiresAt is null) ? [.. secrets.Select(secret => secret.Secret)] : null;

    /// <summary>The destination's version these settings are of.</summary>
    public long Version => version;

    /// <summary>The id people use.</summary>
    public string Id => id;

    /// <summary>The URL that requests are sent to; may hold secrets.</summary>
    public Uri Url => url;

    public RetryWaits RetryPolicy => retryPolicy;

    /// <summary>For one attempt; null = the worker's own.</summary>
    public TimeSpan? Timeout => timeout;

    /// <summary>An estimate of the memory it takes.</summary>
    public long Bytes => 1_024 + (2L * (url.OriginalString.Length + headers.Sum(static header => header.Key.Length + header.Value.Length)));

    /// <summary>The attempt to make with these settings.</summary>
    /// <param name="eventId">Sent as <c>webhook-id</c>.</param>
    /// <param name="body">The envelope.</param>
    /// <param name="timeout">For the whole attempt.</param>
    /// <param name="trace">W3C trace context, or null.</param>
    /// <param name="now">Secrets that expire later sign.</param>
    public AttemptRequest RequestFor(
        string eventId, ReadOnlyMemory<byte> body, TimeSpan timeout, TraceContext? trace, DateTimeOffset now) =>
        new(url, eventId, body, headers, LiveSecrets(now), timeout, trace) { Owner = tenantNo };

    private SigningSecret[] LiveSecrets(DateTimeOffset now) =>
        permanent ?? [.. secrets.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now).Select(secret => secret.Secret)];
}
