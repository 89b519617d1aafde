using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>The cost of the service with nothing to do: Api and worker running, a few destinations known from earlier deliveries.</summary>
internal static class IdleScenario
{
    private const int Destinations = 5;
    private const double QueriesBar = 1;
    private const double ProcessorBar = 1;
    private const double QuickProcessorBar = 3;

    /// <summary>
    /// The runtime compiles a method again, optimised, once it has run 30 times: after 150 seconds for a heartbeat every 5 seconds. Until
    /// then the compiler takes three times the processor time of everything else.
    /// </summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(180);

    /// <summary>Too short for that, so the bar for processor time is <see cref="QuickProcessorBar"/> then.</summary>
    private static readonly TimeSpan QuickSettle = TimeSpan.FromSeconds(15);

    /// <summary>Work recurs every five seconds to two minutes: a shorter look misses some of it, or sees it and calls that much.</summary>
    private const int FewestSeconds = 120;

    private const int QuickSeconds = 30;

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        await rig.CreateDestinationsAsync(api, Destinations, cancellationToken);
        var worker = await rig.StartWorkerAsync(cancellationToken);
        for (var index = 0; index < Destinations; index++)
        {
            await api.Client.PublishEventAsync(
                EventBodies.ForDelivery(Rig.AgentOf(index), run.Clock.GetUtcNow()), cancellationToken: cancellationToken);
        }

        var settle = run.Quick ? QuickSettle : Settle;
        run.Say($"  settling for {settle.TotalSeconds:0} s");
        await Task.Delay(settle, run.Clock, cancellationToken);
        if (await rig.Database.CountAsync("deliveries", cancellationToken) < Destinations)
        {
            throw new BenchException("The deliveries that come before the idle time were not made.");
        }

        var time = TimeSpan.FromSeconds(Math.Max(run.Quick ? QuickSeconds : FewestSeconds, run.ChosenSeconds ?? 0));
        run.Say($"  watching for {time.TotalSeconds:0} s");
        var log = new StatementLog(rig.Database);
        await log.StartAsync(run.Clock, cancellationToken);
        var (start, before) = (run.Clock.GetTimestamp(), await UsedAsync(rig, api, worker, cancellationToken));
        await Task.Delay(time, run.Clock, cancellationToken);
        var statements = await log.ReadAsync(cancellationToken);
        var (elapsed, after) = (run.Clock.GetElapsedTime(start), await UsedAsync(rig, api, worker, cancellationToken));

        // All but the scenario's own questions: some connections of the worker have a name of their own.
        var theirs = statements.Where(statement => statement.ProcessName != BenchDatabase.OwnName).ToList();
        var kinds = theirs.CountBy(statement => $"{statement.ProcessName}: {statement.Text}");
        foreach (var kind in kinds.OrderByDescending(kind => kind.Value))
        {
            run.Say($"  {kind.Value,4} x {kind.Key}");
        }

        return Conclude(theirs.Count / elapsed.TotalSeconds, (after - before) / elapsed.TotalSeconds, run.Quick);
    }

    private static Findings Conclude(double queriesPerSecond, Used share, bool isQuick)
    {
        var findings = new Findings();
        findings.Metrics["queries_per_second"] = queriesPerSecond;
        findings.Metrics["api_cpu_percent"] = share.Api * 100;
        findings.Metrics["worker_cpu_percent"] = share.Worker * 100;
        findings.Metrics["postgres_cpu_percent"] = share.Postgres * 100;
        findings.Metrics["cpu_percent"] = (share.Api + share.Worker + (double.IsNaN(share.Postgres) ? 0 : share.Postgres)) * 100;
        findings.MetricAtMost("queries_per_second", QueriesBar);
        findings.MetricAtMost("cpu_percent", isQuick ? QuickProcessorBar : ProcessorBar);
        if (isQuick)
        {
            findings.Notes.Add(
                $"quick: {QuickSettle.TotalSeconds:0} s to settle instead of {Settle.TotalSeconds:0}, while the runtime still compiles; " +
                $"the bar for processor time is {QuickProcessorBar} % instead of {ProcessorBar}");
        }

        return findings;
    }

    private static async Task<Used> UsedAsync(Rig rig, ApiProcess api, ServiceProcess worker, CancellationToken cancellationToken) => new(
        ProcessorTime.SecondsOf(api.Process), ProcessorTime.SecondsOf(worker),
        await ProcessorTime.SecondsOfAsync(rig.Database, cancellationToken));

    /// <summary>Seconds of processor time; by elapsed seconds, shares of one core.</summary>
    private readonly record struct Used(double Api, double Worker, double Postgres)
    {
        public static Used operator -(Used after, Used before) =>
            new(after.Api - before.Api, after.Worker - before.Worker, after.Postgres - before.Postgres);

        public static Used operator /(Used used, double seconds) => new(used.Api / seconds, used.Worker / seconds, used.Postgres / seconds);
    }
}
