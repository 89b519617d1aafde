using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// The cost of a neighbour with a million waiting deliveries for a tenant with 20 events a second. With one worker, then with two:
/// <list type="number">
/// <item>The small tenant alone.</item>
/// <item>The neighbour's deliveries are put into the queue, all in one destination, then in a thousand.</item>
/// <item>The neighbour's receivers take 20 ms for an answer, then none: the machine has something left, then it is full.</item>
/// <item>What was drained is put back before each measurement, so that each begins with as much.</item>
/// </list>
/// </summary>
internal static class NeighbourScenario
{
    private const double PerSecond = 20;
    private const double Bar = 2;
    private const double FullBar = 3;
    private const double FullP50Bar = 2;
    private const int MostDestinations = 1_000;
    private const int SlowMs = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var others = await rig.OthersAsync(cancellationToken);
        var scene = new Scene(
            rig, run, await WatchedTenant.CreateAsync(rig, api, run, cancellationToken), others,
            run.ChosenEvents ?? run.Size(1_000_000, 100_000));
        var neighbours = new Dictionary<int, BenchTenant>();
        foreach (var destinations in (int[])[1, MostDestinations])
        {
            var tenant = neighbours[destinations] = await BenchTenant.CreateAsync(rig, api, $"neighbour-{destinations}", cancellationToken);
            await tenant.AddDestinationsAsync(destinations, cancellationToken, others.Receiver);
        }

        var findings = new Findings();
        if (scene.Waiting < 1_000_000)
        {
            findings.Notes.Add($"{scene.Waiting:N0} waiting instead of 1,000,000; same bars");
        }

        foreach (var workers in (int[])[1, 2])
        {
            await rig.StartWorkerAsync(cancellationToken);
            await MeasureAsync(scene, workers, neighbours, findings, cancellationToken);
        }

        return Conclude(findings);
    }

    private static async Task MeasureAsync(
        Scene scene, int workers, Dictionary<int, BenchTenant> neighbours, Findings findings, CancellationToken cancellationToken)
    {
        var (rig, run, watched, _, waiting) = scene;
        var time = run.Seconds(12, 5);
        run.Say($"  {Spoken(workers)}: alone for {time.TotalSeconds:0} s"); // 1
        await watched.MeasureAsync(PerSecond, WarmUp, cancellationToken);
        var alone = await watched.MeasureAsync(PerSecond, time, cancellationToken);
        findings.Limits[$"alone_{workers}w_p50_ms"] = alone.P50;
        findings.Limits[$"alone_{workers}w_p99_ms"] = alone.P99;

        var queue = new BulkQueue(rig.Database, run.Say);
        foreach (var (destinations, tenant) in neighbours)
        {
            foreach (var delayMs in (int[])[SlowMs, 0])
            {
                run.Say($"  {Spoken(workers)}: {waiting:N0} waiting in {destinations:N0} destinations, answered in {delayMs} ms"); // 3
                await scene.Others.ResetAsync(new SinkScript(CountOnly: true, DelayMs: delayMs), cancellationToken);
                // 2, 4
                await queue.AddAsync(
                    [tenant.ProjectNo], waiting - await rig.Database.CountAsync("delivery_queue", cancellationToken), cancellationToken);
                await queue.WakeWorkersAsync(cancellationToken);
                var name = $"{workers}w_{destinations}d_{delayMs}ms";
                Enter(findings, name, alone, await BesideAsync(scene, name, time, findings, cancellationToken));
            }

            await queue.EmptyAsync(cancellationToken);
        }
    }

    private static string Spoken(int workers) => workers == 1 ? "one worker" : $"{workers} workers";

    private static async Task<WatchedLatency> BesideAsync(
        Scene scene, string name, TimeSpan time, Findings findings, CancellationToken cancellationToken)
    {
        var (start, before) = (scene.Run.Clock.GetTimestamp(), (await scene.Others.CountsAsync(cancellationToken)).Requests);
        var beside = await scene.Watched.MeasureAsync(PerSecond, time, cancellationToken);
        var drained = (await scene.Others.CountsAsync(cancellationToken)).Requests - before;
        findings.Metrics[$"{name}_drained_per_second"] = drained / scene.Run.Clock.GetElapsedTime(start).TotalSeconds;
        var isDry = await scene.Rig.Database.CountAsync("(select from delivery_queue limit 1) waiting", cancellationToken) == 0;
        findings.Metrics["ran_dry"] = findings.Metrics.GetValueOrDefault("ran_dry") + (isDry ? 1 : 0);
        return beside;
    }

    private static void Enter(Findings findings, string name, WatchedLatency alone, WatchedLatency beside)
    {
        findings.Metrics[$"{name}_p50_ms"] = beside.P50;
        findings.Metrics[$"{name}_p99_ms"] = beside.P99;
        findings.Metrics["lost"] = findings.Metrics.GetValueOrDefault("lost") + beside.Lost;
        findings.Ratios[$"{name}_p50"] = beside.P50 / alone.P50;
        findings.Ratios[$"{name}_p99"] = beside.P99 / alone.P99;
    }

    private static Findings Conclude(Findings findings)
    {
        double Worst(string ending) =>
            findings.Ratios.Where(ratio => ratio.Key.EndsWith(ending, StringComparison.Ordinal)).Max(ratio => ratio.Value);
        var (slow, full, fullP50) = (Worst($"_{SlowMs}ms_p99"), Worst("d_0ms_p99"), Worst("d_0ms_p50"));
        findings.Ratios["alone"] = slow;
        findings.Ratios["alone_full"] = full;
        findings.Ratios["alone_full_p50"] = fullP50;
        findings.RatioAtMost("alone", Bar);
        findings.RatioAtMost("alone_full", FullBar);
        findings.RatioAtMost("alone_full_p50", FullP50Bar);
        findings.MetricAtMost("lost", 0);
        // Without a backlog to the end it was no neighbour.
        findings.MetricAtMost("ran_dry", 0);
        return findings;
    }

    /// <summary>The parts that all measurements share.</summary>
    private sealed record Scene(Rig Rig, ScenarioRun Run, WatchedTenant Watched, SinkClient Others, long Waiting);
}
