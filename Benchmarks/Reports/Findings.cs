namespace Webhooks.Benchmarks.Reports;

/// <summary>The results of a scenario. Names are those of the JSON report.</summary>
internal sealed class Findings
{
    private readonly List<Bar> bars = [];

    /// <summary>Ours.</summary>
    public Dictionary<string, double> Metrics { get; } = [];

    /// <summary>The figures ours are compared with, measured in the same run.</summary>
    public Dictionary<string, double> Limits { get; } = [];

    /// <summary>Ours by theirs.</summary>
    public Dictionary<string, double> Ratios { get; } = [];

    /// <summary>Notes for the reader besides the figures: what was made smaller, or left out and why.</summary>
    public List<string> Notes { get; } = [];

    public IReadOnlyList<Bar> Bars => bars;

    public void RatioAtLeast(string name, double bar) => bars.Add(new Bar($"ratios.{name}", Ratios[name], bar, AtLeast: true));

    public void RatioAtMost(string name, double bar) => bars.Add(new Bar($"ratios.{name}", Ratios[name], bar, AtLeast: false));

    public void MetricAtMost(string name, double bar) => bars.Add(new Bar($"metrics.{name}", Metrics[name], bar, AtLeast: false));

    /// <summary>The usual three percentiles of samples in milliseconds.</summary>
    public void AddPercentiles(IEnumerable<double> milliseconds, string prefix = "")
    {
        var samples = new Samples(milliseconds);
        Metrics[$"{prefix}p50_ms"] = samples.Percentile(0.50);
        Metrics[$"{prefix}p95_ms"] = samples.Percentile(0.95);
        Metrics[$"{prefix}p99_ms"] = samples.Percentile(0.99);
    }
}
