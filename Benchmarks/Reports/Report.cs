namespace Webhooks.Benchmarks.Reports;

/// <summary>One scenario, measured.</summary>
internal sealed record Report(string Scenario, Findings Findings, MachineFacts Machine)
{
    /// <summary>How long all of it took, the start of the programs and the filling of tables included.</summary>
    public required TimeSpan Took { get; init; }

    public bool IsMet => Findings.Bars.All(bar => bar.IsMet);
}

/// <summary>The bar that a figure must meet.</summary>
internal sealed record Bar(string Name, double Value, double Limit, bool AtLeast)
{
    /// <summary>A figure that could not be worked out (NaN) meets nothing.</summary>
    public bool IsMet => AtLeast ? Value >= Limit : Value <= Limit;
}
