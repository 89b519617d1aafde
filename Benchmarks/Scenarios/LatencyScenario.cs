using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// How soon an event is at its receiver while 200 a second come in. Counted from the moment the publish went out, which is before it is
/// accepted, to the first byte of the delivery: so the publish itself, with its commit, is part of the figure.
/// </summary>
internal static class LatencyScenario
{
    private const double PerSecond = 200;
    private const double P50Bar = 10;
    private const double P99Bar = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var steady = await Steady.RunAsync(rig, run, PerSecond, run.Seconds(20, 10), failFirst: 0, Patience, cancellationToken);
        var arrived = steady.Events.Select(sent => (Sent: sent, Arrivals: steady.ArrivalsOf(sent.EventId)))
            .Where(pair => pair.Arrivals.Length > 0).ToList();
        var span = steady.Events[^1].SentTicks - steady.Events[0].SentTicks;

        var findings = new Findings();
        findings.Metrics["per_second"] = (steady.Events.Count - 1) / TimeSpan.FromTicks(span).TotalSeconds;
        findings.AddPercentiles(arrived.Select(pair => Milliseconds(pair.Sent.SentTicks, pair.Arrivals[0])));
        findings.AddPercentiles(steady.Events.Select(sent => Milliseconds(sent.SentTicks, sent.AnsweredTicks)), "publish_");
        findings.Metrics["lost"] = steady.Events.Count - arrived.Count;
        findings.Metrics["duplicates"] = arrived.Sum(pair => pair.Arrivals.Length - 1);
        findings.MetricAtMost("p50_ms", P50Bar);
        findings.MetricAtMost("p99_ms", P99Bar);
        findings.MetricAtMost("lost", 0);
        return findings;
    }

    private static double Milliseconds(long fromTicks, long toTicks) => TimeSpan.FromTicks(toTicks - fromTicks).TotalMilliseconds;
}
