namespace Webhooks.Benchmarks.Reports;

/// <summary>What a figure must reach.</summary>
internal sealed record Bar(string Name, double Value, double Limit, bool AtLeast)
{
    /// <summary>A figure that could not be worked out (NaN) meets nothing.</summary>
    public bool IsMet => AtLeast ? Value >= Limit : Value <= Limit;
}
