using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Queue;

/// <summary>The key of the counts of one destination in one minute or hour; destination 0 = the project as a whole.</summary>
internal readonly record struct CountKey(long ProjectNo, long DestinationNo, DateTimeOffset At);

/// <summary>Attempts counted by verdict and duration.</summary>
internal sealed partial class AttemptCounts
{
    private readonly int[] latency = new int[LatencyHistogram.Buckets];
    private int used;

    public int Delivered { get; private set; }

    public int Retry { get; private set; }

    public int Failed { get; private set; }

    public int Gone { get; private set; }

    /// <summary>Up to the last bucket that has any.</summary>
    public ReadOnlySpan<int> Latency => latency.AsSpan(0, used);

    /// <summary>
    /// Counts attempts per destination and per project, in spans of this length. In the order of the keys, in which they are locked.
    /// </summary>
    /// <param name="attempts">Recorded attempts.</param>
    /// <param name="step">One minute or one hour.</param>
    /// <param name="now">Attempts whose time is half a day away from it were timed by a wrong clock and count as of now.</param>
    public static IReadOnlyList<KeyValuePair<CountKey, AttemptCounts>> Of(
        IEnumerable<FinishedAttempt> attempts, TimeSpan step, DateTimeOffset now)
    {
        var counts = new Dictionary<CountKey, AttemptCounts>();
        foreach (var attempt in attempts)
        {
            var startedAt = attempt.Result.StartedAt;
            var at = StatsSpan.Floor((startedAt - now).Duration() < FurthestFromNow ? startedAt : now, step);
            CountUnder(new CountKey(attempt.Delivery.ProjectNo, attempt.Delivery.DestinationNo, at), attempt);
            CountUnder(new CountKey(attempt.Delivery.ProjectNo, WholeProject, at), attempt);
        }

        return [.. counts.OrderBy(pair => pair.Key.ProjectNo).ThenBy(pair => pair.Key.DestinationNo).ThenBy(pair => pair.Key.At)];

        void CountUnder(CountKey key, FinishedAttempt attempt)
        {
            if (!counts.TryGetValue(key, out var found))
            {
                counts[key] = found = new AttemptCounts();
            }

            found.Count(attempt.Verdict, attempt.Result.Duration);
        }
    }

    /// <summary>The destination number of counts over all destinations of a project.</summary>
    public const long WholeProject = 0;

    /// <summary>Days that far off have their partitions.</summary>
    private static readonly TimeSpan FurthestFromNow = TimeSpan.FromHours(12);

    private void Count(Verdict verdict, TimeSpan duration)
    {
        switch (verdict)
        {
            case Verdict.Delivered:
                Delivered++;
                break;
            case Verdict.RetryAt:
                Retry++;
                break;
            case Verdict.Failed:
                Failed++;
                break;
            case Verdict.DestinationGone:
                Gone++;
                break;
        }

        var bucket = LatencyHistogram.BucketOf(duration.TotalMilliseconds);
        latency[bucket]++;
        used = Math.Max(used, bucket + 1);
    }
}
