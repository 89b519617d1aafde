using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;

namespace Webhooks.Api.Limits;

/// <summary>
/// Counts requests by key or session, and bad ones by address, in this process. What has been accepted once has a bucket of its own; what
/// has not is let through as long as its address has not sent too many bad ones.
/// </summary>
internal sealed class RequestLimits(LimitsOptions limits) : IDisposable
{
    /// <summary>More accepted keys and sessions than this are forgotten together, and known again with their next request.</summary>
    private const int MaxAccepted = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> accepted = new(StringComparer.Ordinal);

    private readonly PartitionedRateLimiter<string> byCredential =
        Buckets<string>(limits.RequestBurstPerKey, limits.RequestsPerSecondPerKey, TimeSpan.FromSeconds(1));

    /// <summary>Made by the first bad one: a limiter wakes up ten times a second, whether anything is limited or not.</summary>
    private readonly Lazy<PartitionedRateLimiter<IPAddress>> failures = new(
        () => Buckets<IPAddress>(limits.BadCredentialsPerMinutePerAddress, limits.BadCredentialsPerMinutePerAddress, Minute));

    /// <summary>How long to wait; null = the request may be handled.</summary>
    public TimeSpan? Refuse(string credential, IPAddress address)
    {
        if (!accepted.ContainsKey(credential))
        {
            return failures.IsValueCreated && failures.Value.GetStatistics(address) is { CurrentAvailablePermits: <= 0 } ? Minute / limits.BadCredentialsPerMinutePerAddress : null;
        }

        using var lease = byCredential.AttemptAcquire(credential);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    /// <summary>The credential was good.</summary>
    public void NoteAccepted(string credential)
    {
        if (accepted.ContainsKey(credential))
        {
            return;
        }

        if (accepted.Count >= MaxAccepted)
        {
            accepted.Clear();
        }

        accepted[credential] = true;
        byCredential.AttemptAcquire(credential).Dispose();
    }

    /// <summary>The credential was bad, or is no longer good.</summary>
    public void NoteFailed(string credential, IPAddress address)
    {
        accepted.TryRemove(credential, out _);
        failures.Value.AttemptAcquire(address).Dispose();
    }

    public void Dispose()
    {
        byCredential.Dispose();
        if (failures.IsValueCreated)
        {
            failures.Value.Dispose();
        }
    }

    private static PartitionedRateLimiter<T> Buckets<T>(int size, int refill, TimeSpan time)
        where T : notnull
    {
        // In steps of a tenth of the second or minute, or of one request.
        var step = Math.Max(1, refill / 10);
        var options = new TokenBucketRateLimiterOptions { TokenLimit = size, TokensPerPeriod = step, ReplenishmentPeriod = time * step / refill, QueueLimit = 0 };
        return PartitionedRateLimiter.Create<T, T>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }
}
