using System.Net;
using System.Threading.RateLimiting;
using Webhooks.Api.Access;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Limits;

/// <summary>
/// Counts requests by key or session, and bad ones by address, in this process. What has been accepted once has a bucket of its own; what
/// has not is let through as long as its address has not sent too many bad ones.
/// </summary>
internal sealed class RequestLimits(LimitsOptions limits) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly object Yes = new();

    private readonly RecentlyUsed<Credential, object> accepted = new(mostBytes: 16 * 1024 * 1024, static (_, _) => 0);

    private readonly PartitionedRateLimiter<Credential> byCredential =
        Buckets<Credential>(limits.RequestBurstPerKey, limits.RequestsPerSecondPerKey, TimeSpan.FromSeconds(1));

    /// <summary>Made by the first bad one: a limiter wakes up ten times a second, whether anything is limited or not.</summary>
    private readonly Lazy<PartitionedRateLimiter<IPAddress>> failures = new(
        () => Buckets<IPAddress>(limits.BadCredentialsPerMinutePerAddress, limits.BadCredentialsPerMinutePerAddress, Minute));

    /// <summary>How long to wait; null = the request may be handled.</summary>
    public TimeSpan? Refuse(Credential credential, IPAddress address)
    {
        if (!accepted.TryGet(credential, out _))
        {
            return failures.IsValueCreated && failures.Value.GetStatistics(address) is { CurrentAvailablePermits: <= 0 } ? Minute / limits.BadCredentialsPerMinutePerAddress : null;
        }

        using var lease = byCredential.AttemptAcquire(credential);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    /// <summary>The credential was good.</summary>
    public void NoteAccepted(Credential credential)
    {
        if (accepted.TryGet(credential, out _))
        {
            return;
        }

        accepted.Keep(credential, Yes);
        byCredential.AttemptAcquire(credential).Dispose();
    }

    /// <summary>The credential was bad, or is no longer good.</summary>
    public void NoteFailed(Credential credential, IPAddress address)
    {
        accepted.Forget(credential);
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
