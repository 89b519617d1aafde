using System.Threading.RateLimiting;
using Webhooks.Core.Audit;

namespace Webhooks.Api.Limits;

/// <summary>
/// How many test events a caller sends in a minute through this process: as many at once, and then evenly over the minute. By key or person and
/// not by session, because signing in again is easy; and not by destination, because a scanner makes a new one for each port.
/// </summary>
internal sealed class TestRates(LimitsOptions limits) : IDisposable
{
    /// <summary>Made by the first test: a limiter wakes up ten times a second, whether anything is limited or not.</summary>
    private readonly Lazy<PartitionedRateLimiter<(string Kind, string? Id)>> buckets = new(() => Buckets(limits.TestsPerMinutePerCaller));

    /// <summary>Seconds to wait; null = the test may be sent.</summary>
    public int? Refuse(Actor actor)
    {
        using var lease = buckets.Value.AttemptAcquire((actor.Kind, actor.Id));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)) : 1;
    }

    public void Dispose()
    {
        if (buckets.IsValueCreated)
        {
            buckets.Value.Dispose();
        }
    }

    private static PartitionedRateLimiter<(string Kind, string? Id)> Buckets(int perMinute)
    {
        var step = Math.Max(1, perMinute / 60);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = step,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * step / perMinute,
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<(string Kind, string? Id), (string Kind, string? Id)>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }
}
