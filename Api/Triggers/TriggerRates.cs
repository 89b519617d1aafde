using System.Threading.RateLimiting;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>
/// How many invocations of a trigger this process takes in a minute: as many at once, and then evenly over the minute. Kept in memory, as
/// the requests of keys are: several processes take several times as many (docs/limits.md).
/// </summary>
internal sealed class TriggerRates : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A changed limit is another bucket.
    private readonly PartitionedRateLimiter<Trigger> buckets = PartitionedRateLimiter.Create<Trigger, (long, int)>(trigger =>
        RateLimitPartition.GetTokenBucketLimiter((trigger.TriggerNo, trigger.RateLimitPerMinute), static key => new TokenBucketRateLimiterOptions
        {
            TokenLimit = key.Item2,
            TokensPerPeriod = Math.Max(1, key.Item2 / 60),
            ReplenishmentPeriod = Minute * Math.Max(1, key.Item2 / 60) / key.Item2,
            QueueLimit = 0,
        }));

    /// <summary>Seconds to wait; null = the invocation may be taken.</summary>
    public int? Refuse(Trigger trigger)
    {
        using var lease = buckets.AttemptAcquire(trigger);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)) : 1;
    }

    public void Dispose() => buckets.Dispose();
}
