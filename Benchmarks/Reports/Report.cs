namespace Webhooks.Benchmarks.Reports;

/// <summary>One scenario, measured.</summary>
internal sealed record Report(string Scenario, Findings Findings, MachineFacts Machine)
{
    public bool IsMet => Findings.Bars.All(bar => bar.IsMet);
}
