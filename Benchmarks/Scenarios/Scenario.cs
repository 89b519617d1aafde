using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>One thing that is measured; <see cref="All"/> is the list people see.</summary>
internal sealed record Scenario(string Name, string Summary, Func<Rig, ScenarioRun, CancellationToken, Task<Findings>> RunAsync)
{
    /// <summary>The size of a disk that the database gets to itself, so that it can be filled; 0 = none.</summary>
    public Func<ScenarioRun, int> DiskMegabytes { get; init; } = static _ => 0;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("deliver", "a backlog of 100,000 events, drained by the worker over HTTP", DeliverScenario.RunAsync),
        new("publish", "concurrent publishes of single events, each durable before its answer", PublishScenario.RunAsync),
        new("latency", "200 events a second: from the publish to the first byte at the receiver", LatencyScenario.RunAsync),
        new("retry", "how late retries after 2 s and 4 s are, and that none is early", RetryScenario.RunAsync),
        new("fanout", "one event to 1, 10, 100 and 1,000 destinations: deliveries a second", FanoutScenario.RunAsync),
        new("neighbour", "a tenant with 20 events a second beside one with a million waiting", NeighbourScenario.RunAsync),
        new("hanging", "receivers that never answer, drip or refuse, beside a healthy tenant with 50 events a second", HangingScenario.RunAsync),
        new("backlog", "claiming, draining and publishing with 10 thousand to 10 million deliveries waiting", BacklogScenario.RunAsync),
        new("pages", "every list, search and chart over 10 million deliveries of history and a million waiting", PagesScenario.RunAsync),
        new("chaos", "everything that can go wrong, one after the other, under 2,000 events a second: nothing is lost", ChaosScenario.RunAsync) { DiskMegabytes = ChaosScenario.DiskMegabytes },
        new("idle", "queries and processor time with nothing to do", IdleScenario.RunAsync),
    ];
}
