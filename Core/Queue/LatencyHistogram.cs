namespace Webhooks.Core.Queue;

/// <summary>
/// How long attempts took, counted in buckets whose bounds grow by 2^(1/4): the first holds all up to 0.5 ms, the next up to 0.59 ms, and
/// so on up to two minutes. A percentile is given as the middle of its bucket, so it is at most 9.1 % off for anything the buckets hold.
/// </summary>
public static class LatencyHistogram
{
    /// <summary>How many buckets there are; attempts that take longer than two minutes are in the last one.</summary>
    public const int Buckets = 73;

    /// <summary>The largest share a percentile can be off by: 2^(1/8) - 1.</summary>
    public const double ErrorBound = 0.0906;

    private const double FirstBoundMs = 0.5;
    private const int PerDoubling = 4;

    /// <summary>The bucket of a duration in milliseconds.</summary>
    public static int BucketOf(double milliseconds) =>
        milliseconds <= FirstBoundMs ? 0 : (int)Math.Min(Buckets - 1, Math.Ceiling(PerDoubling * Math.Log2(milliseconds / FirstBoundMs)));

    /// <summary>Adds a histogram, which may end before the last bucket.</summary>
    /// <param name="counts">As long as there are <see cref="Buckets"/>; changed.</param>
    /// <param name="more">The histogram to add.</param>
    public static void Add(Span<long> counts, ReadOnlySpan<int> more)
    {
        for (var bucket = 0; bucket < more.Length; bucket++)
        {
            counts[bucket] += more[bucket];
        }
    }

    /// <summary>The duration in milliseconds that this share of the attempts did not exceed; null when there are none.</summary>
    /// <param name="counts">Attempts per bucket.</param>
    /// <param name="share">Above 0 and up to 1, for example 0.95.</param>
    public static double? Percentile(ReadOnlySpan<long> counts, double share)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
            {
                return MiddleOf(bucket);
            }
        }

        return null;
    }

    /// <summary>
    /// The geometric middle: as far from either bound in proportion. The first bucket has no lower bound and stands for its upper one.
    /// </summary>
    private static double MiddleOf(int bucket) => bucket == 0 ? FirstBoundMs : FirstBoundMs * Math.Pow(2, (bucket - 0.5) / PerDoubling);
}
