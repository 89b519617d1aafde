using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// The cost for all other tenants of receivers that keep a sender waiting. For each kind of them, with a worker that has just been started:
/// <list type="number">
/// <item>A healthy tenant alone: 50 events a second.</item>
/// <item>Deliveries for the others are there all at once, and the healthy tenant goes on from that moment: the first second counts.</item>
/// <item>The worker's memory; then it is killed and what waits is dropped.</item>
/// </list>
/// </summary>
internal static class HangingScenario
{
    private const double PerSecond = 50;
    private const double Bar = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>More than a worker may have in flight at a destination, so that each is asked for all it can take.</summary>
    private const int WaitingEach = 20;

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var watched = await WatchedTenant.CreateAsync(rig, api, run, cancellationToken);
        var others = await rig.OthersAsync(cancellationToken);
        var refused = new Uri($"http://127.0.0.1:{ServiceProcess.FreePort()}/");
        Crowd[] crowds =
        [
            new("hang", 1, 100, SinkManner.Hang, [others.Receiver]),
            new("drip", 1, run.Size(2_000, 500), SinkManner.Drip, [others.Receiver, refused]),
            new("many", run.Size(100, 25), 82, SinkManner.Hang, [others.Receiver]),
        ];
        var findings = new Findings();
        if (run.Quick)
        {
            findings.Notes.Add($"quick: {crowds[1].Destinations} destinations that drip or refuse instead of 2,000; {crowds[2].Tenants * crowds[2].Destinations:N0} hanging ones of {crowds[2].Tenants} tenants instead of 8,200 of 100; same bars");
        }

        foreach (var crowd in crowds)
        {
            run.Say($"  {crowd.Name}: {crowd.Tenants * crowd.Destinations:N0} destinations of {crowd.Tenants} tenants");
            await others.ResetAsync(new SinkScript(Manner: crowd.Manner, CountOnly: true), cancellationToken);
            await MeasureAsync(crowd, new Scene(rig, run, api, watched, others), findings, cancellationToken);
        }

        findings.Ratios["alone"] = crowds.Max(crowd => findings.Ratios[$"alone_{crowd.Name}"]);
        findings.RatioAtMost("alone", Bar);
        findings.MetricAtMost("lost", 0);
        return findings;
    }

    private static async Task MeasureAsync(Crowd crowd, Scene scene, Findings findings, CancellationToken cancellationToken)
    {
        var (rig, run, api, watched, others) = scene;
        var projects = new List<long>();
        for (var number = 0; number < crowd.Tenants; number++)
        {
            var tenant = await BenchTenant.CreateAsync(rig, api, $"{crowd.Name}-{number}", cancellationToken);
            await tenant.AddDestinationsAsync(crowd.Destinations, cancellationToken, crowd.Addresses);
            projects.Add(tenant.ProjectNo);
        }

        var worker = await rig.StartWorkerAsync(cancellationToken);
        await watched.MeasureAsync(PerSecond, WarmUp, cancellationToken);
        var time = run.Seconds(20, 10);
        run.Say($"    alone for {time.TotalSeconds:0} s"); // 1
        var alone = await watched.MeasureAsync(PerSecond, time, cancellationToken);

        run.Say($"    beside them for {time.TotalSeconds:0} s"); // 2
        var queue = new BulkQueue(rig.Database, run.Say);
        await queue.AddAsync(projects, (long)crowd.Tenants * crowd.Destinations * WaitingEach, cancellationToken);
        await queue.WakeWorkersAsync(cancellationToken);
        var beside = await watched.MeasureAsync(PerSecond, time, cancellationToken);

        var attempts = (await others.CountsAsync(cancellationToken)).Requests; // 3
        findings.Limits[$"{crowd.Name}_p99_ms"] = alone.P99;
        findings.Metrics[$"{crowd.Name}_p50_ms"] = beside.P50;
        findings.Metrics[$"{crowd.Name}_p99_ms"] = beside.P99;
        findings.Metrics[$"{crowd.Name}_publish_p99_ms"] = beside.Publish.Percentile(0.99);
        findings.Metrics[$"{crowd.Name}_attempts"] = attempts;
        findings.Metrics[$"{crowd.Name}_worker_mb"] = ProcessMemory.MostMegabytesOf(worker);
        findings.Metrics["lost"] = findings.Metrics.GetValueOrDefault("lost") + beside.Lost;
        findings.Ratios[$"alone_{crowd.Name}"] = beside.P99 / alone.P99;
        if (attempts == 0)
        {
            throw new BenchException($"No delivery of the {crowd.Name} destinations was attempted, so nothing was measured.");
        }

        await worker.KillAsync(cancellationToken);
        await queue.EmptyAsync(cancellationToken);
    }

    /// <summary>Receivers of one kind.</summary>
    private sealed record Crowd(string Name, int Tenants, int Destinations, SinkManner Manner, Uri[] Addresses);

    /// <summary>The parts that all measurements share.</summary>
    private sealed record Scene(Rig Rig, ScenarioRun Run, ApiProcess Api, WatchedTenant Watched, SinkClient Others);
}
