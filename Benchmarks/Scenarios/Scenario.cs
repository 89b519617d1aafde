using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>One thing that is measured; <see cref="All"/> is the list people see.</summary>
internal sealed record Scenario(string Name, string Summary, Func<Rig, ScenarioRun, CancellationToken, Task<Findings>> RunAsync)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("deliver", "a backlog of 100,000 events, drained by the worker over HTTP", DeliverScenario.RunAsync),
        new("publish", "concurrent publishes of single events, each durable before its answer", PublishScenario.RunAsync),
    ];
}
