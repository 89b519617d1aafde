namespace Webhooks.Benchmarks.Reports;

/// <summary>All samples of a measurement, sorted: percentiles are exact, not estimated.</summary>
internal sealed class Samples
{
    private readonly double[] sorted;

    public Samples(IEnumerable<double> values)
    {
        sorted = [.. values];
        Array.Sort(sorted);
    }

    public int Count => sorted.Length;

    /// <summary>The smallest sample that at least this share of all samples does not exceed; NaN without samples.</summary>
    public double Percentile(double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    public static double Median(IEnumerable<double> values)
    {
        var samples = new Samples(values);
        var middle = samples.sorted.Length / 2;
        return samples.sorted.Length == 0 ? double.NaN
            : samples.sorted.Length % 2 == 1 ? samples.sorted[middle]
            : (samples.sorted[middle - 1] + samples.sorted[middle]) / 2;
    }
}
