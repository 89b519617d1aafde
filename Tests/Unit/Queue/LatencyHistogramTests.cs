using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Tests.Unit.Queue;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0.51, 1)]
    [InlineData(1, 4)]
    [InlineData(1.0001, 5)]
    [InlineData(30_000, 64)]
    [InlineData(1e9, 72)]
    public void A_duration_is_in_the_bucket_whose_bound_it_does_not_exceed(double milliseconds, int bucket) =>
        Assert.Equal(bucket, LatencyHistogram.BucketOf(milliseconds));

    [Fact]
    public void A_percentile_is_off_by_no_more_than_the_documented_bound()
    {
        var random = new Random(7);
        var durations = Enumerable.Range(0, 10_000).Select(_ => 0.5 * Math.Pow(10, random.NextDouble() * 5)).Order().ToArray();
        var counts = new long[LatencyHistogram.Buckets];
        Array.ForEach(durations, duration => counts[LatencyHistogram.BucketOf(duration)]++);

        foreach (var share in new[] { 0.01, 0.5, 0.95, 0.99, 1 })
        {
            var exact = durations[(int)Math.Ceiling(share * durations.Length) - 1];
            var told = LatencyHistogram.Percentile(counts, share)!.Value; // There are attempts.
            Assert.InRange(told / exact, 1 / (1 + LatencyHistogram.ErrorBound), 1 + LatencyHistogram.ErrorBound);
        }
    }

    [Fact]
    public void Without_attempts_there_is_no_percentile() =>
        Assert.Null(LatencyHistogram.Percentile(new long[LatencyHistogram.Buckets], 0.5));

    [Fact]
    public void Histograms_are_added_bucket_by_bucket()
    {
        var counts = new long[LatencyHistogram.Buckets];

        LatencyHistogram.Add(counts, [1, 2]);
        LatencyHistogram.Add(counts, [0, 1, 5]);

        Assert.Equal([1, 3, 5, 0], counts[..4]);
    }

    [Theory]
    [InlineData("10:00:30", "10:01:00", 1)]
    [InlineData("10:00:00", "10:01:00", 1)]
    [InlineData("10:00:59", "10:01:01", 2)]
    [InlineData("10:00:00", "10:00:00", 0)]
    public void A_span_is_made_of_whole_steps(string from, string to, int points) => Assert.Equal(
        points, StatsSpan.Around(At(from), At(to), StatsSpan.Minute).Points);

    private static DateTimeOffset At(string time) =>
        new(new DateOnly(2026, 1, 31), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
