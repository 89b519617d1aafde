using Webhooks.Core.Database;

namespace Webhooks.Core.Limits;

/// <summary>
/// Limits that hold over all processes together, without a round trip to a store for each request. Each process grants a fortieth of every
/// limit by itself; beyond that it takes tokens from the shared bucket in portions of a fortieth. So callers with few requests cost
/// nothing, busy ones a round trip per portion, and N processes together let through at most N/40 more than the limit.
/// </summary>
public sealed class SharedRates(SharedTokens tokens, TimeProvider clock)
{
    /// <summary>The part of a limit that is a process's own share, and a portion.</summary>
    private const int Parts = 40;

    /// <summary>Requests that arrive together wait for the same portion; more rounds than this mean that the limit is used up.</summary>
    private const int MostRounds = 100;

    private readonly RecentlyUsed<RateKey, LocalBucket> buckets = new(mostBytes: 32 * 1024 * 1024, static (_, _) => LocalBucket.Bytes);

    /// <summary>How many subjects this process knows at the moment.</summary>
    public int Count => buckets.Count;

    /// <summary>Takes a token.</summary>
    /// <returns>null = a token was taken; else how long to wait.</returns>
    public ValueTask<TimeSpan?> RefuseAsync(RateKey key, RateLimit limit)
    {
        var bucket = BucketOf(key);
        return bucket.TryTake(limit, clock.GetUtcNow(), out var wait) ? new(wait) : new(WaitForPortionAsync(bucket, key, limit));
    }

    /// <summary>Refunds a token that was taken but need not count.</summary>
    public void Refund(RateKey key) => BucketOf(key).Refund(clock.GetUtcNow());

    private LocalBucket BucketOf(RateKey key) => buckets.TryGet(key, out var known) ? known : buckets.Keep(key, new LocalBucket());

    private async Task<TimeSpan?> WaitForPortionAsync(LocalBucket bucket, RateKey key, RateLimit limit)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await bucket.Refill(() => FillAsync(bucket, key, limit));
            if (bucket.TryTake(limit, clock.GetUtcNow(), out var wait))
            {
                return wait;
            }
        }

        return TokenBucket.WaitFor(limit, 0);
    }

    private async Task FillAsync(LocalBucket bucket, RateKey key, RateLimit limit)
    {
        var portion = Math.Max(1, limit.Size / Parts);
        var answer = await tokens.TakeAsync(key, limit, portion);
        bucket.Fill(limit, clock.GetUtcNow(), portion, answer);
    }

    /// <summary>This process's state of one bucket. Thread-safe.</summary>
    private sealed class LocalBucket
    {
        public const int Bytes = 256;

        /// <summary>A portion that is unused for this long is dropped: other processes may need it.</summary>
        private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(5);

        private readonly Lock gate = new();
        private int held;
        private DateTimeOffset heldUntil;
        private DateTimeOffset emptyUntil;
        private TokenBucket? own;
        private TokenBucket? alone;
        private Task? refill;

        /// <summary>Whether it can be decided without the shared bucket: null = a token was taken, else how long to wait.</summary>
        public bool TryTake(RateLimit limit, DateTimeOffset now, out TimeSpan? wait)
        {
            lock (gate)
            {
                wait = null;
                if (held > 0 && now < heldUntil)
                {
                    held--;
                    return true;
                }

                held = 0;
                if (limit.Size >= Parts)
                {
                    var share = new RateLimit(limit.Size / Parts, limit.PerSecond / Parts);
                    (var granted, own) = (own ?? new TokenBucket(share.Size, now)).Take(share, now, 1);
                    if (granted > 0)
                    {
                        return true;
                    }
                }

                wait = emptyUntil > now ? emptyUntil - now : null;
                return wait is not null;
            }
        }

        public void Refund(DateTimeOffset now)
        {
            lock (gate)
            {
                held++;
                heldUntil = now + HeldFor;
            }
        }

        /// <summary>The request for a portion that is under way, or a new one.</summary>
        public Task Refill(Func<Task> fill)
        {
            lock (gate)
            {
                return refill is { IsCompleted: false } ? refill : refill = Task.Run(fill);
            }
        }

        public void Fill(RateLimit limit, DateTimeOffset now, int portion, (int Granted, double Left)? answer)
        {
            lock (gate)
            {
                if (answer is { Left: var left })
                {
                    alone = new TokenBucket(left, now);
                }
                else
                {
                    // No store answers: this process counts by itself, from the last state it knows.
                    (var granted, alone) = (alone ?? new TokenBucket(limit.Size, now)).Take(limit, now, portion);
                    answer = (granted, alone.Value.Tokens);
                }

                if (answer is { Granted: > 0 and var given })
                {
                    (held, heldUntil) = (held + given, now + HeldFor);
                }
                else
                {
                    emptyUntil = now + TokenBucket.WaitFor(limit, answer.Value.Left);
                }
            }
        }
    }
}
