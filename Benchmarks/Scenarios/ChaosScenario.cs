using System.Globalization;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// Everything that a machine and its operator do to a service, one thing after the other, while 2,000 events a second are published:
/// <list type="number">
/// <item>An Api, two workers, PostgreSQL and Redis start; the receiver is never harmed.</item>
/// <item>Until the time is over: a blow out of a shuffled deck, then some seconds of peace. Each kind comes once before any comes
/// twice.</item>
/// <item>Everything is repaired, and the backlog is drained.</item>
/// <item>The answers, stored events, recorded attempts and received requests are compared, event by event.</item>
/// </list>
/// </summary>
internal static class ChaosScenario
{
    private const double UsualPerSecond = 2_000;
    private const double QuickPerSecond = 500;
    private const int UsualSeconds = 150;
    private const int QuickSeconds = 60;
    private const double TakeoverBar = 30;
    private const double MemoryBar = 1.5;

    /// <summary>In a shorter run programs have not grown into their work yet.</summary>
    private static readonly TimeSpan MemoryToldFrom = TimeSpan.FromSeconds(60);

    /// <summary>A connection that broke with the Api is noticed, and its next request sent, within this time of its return.</summary>
    private static readonly TimeSpan ApiBackWithin = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Peace = TimeSpan.FromSeconds(3);

    /// <summary>Room for the database and for what the run writes, with its log.</summary>
    public static int DiskMegabytes(ScenarioRun run) => (int)(1_200 + (PerSecond(run) * Time(run).TotalSeconds * 0.008));

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var seed = run.ChosenSeed ?? (int)(run.Clock.GetUtcNow().ToUnixTimeSeconds() % 1_000_000);
        var findings = new Findings();
        findings.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{PerSecond(run)} events a second for {Time(run).TotalSeconds:0} s; --seed {seed} deals the same blows again"));

        run.Say("  starting"); // 1
        var stage = new ChaosStage(rig, run);
        var api = await stage.StartAsync(cancellationToken);
        await api.Client.CreateWebhookDestinationAsync(
            FirstTenant.Id, FirstTenant.Id,
            new CreateWebhookDestinationRequest("Destination", rig.Sink.Receiver.AbsoluteUri, [EventTypes.EventCreated]),
            cancellationToken);
        await rig.Sink.ResetAsync(new SinkScript(), cancellationToken);

        using var load = new OutageLoad(api, PerSecond(run), run.Clock);
        var watch = new ChaosWatch(stage);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishing = load.RunAsync(enough.Token);
        var watching = watch.RunAsync(enough.Token);
        var dealt = new ChaosDeck(stage, watch, new Random(seed), findings.Notes);
        var start = run.Clock.GetTimestamp();
        try
        {
            await Task.Delay(Before, run.Clock, cancellationToken); // 2
            while (run.Clock.GetElapsedTime(start) < Time(run))
            {
                await dealt.DealAsync(cancellationToken);
                await Task.Delay(Peace, run.Clock, cancellationToken);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(publishing, watching);
        }

        var elapsed = run.Clock.GetElapsedTime(start);
        run.Say("  draining"); // 3
        var count = new ChaosCount(rig, run);
        await count.SettleAsync(cancellationToken);
        await stage.ReviveAsync(cancellationToken);

        await count.CompareAsync(api, load, findings, cancellationToken); // 4
        Enter(findings, load, dealt, elapsed);
        findings.Metrics["ended_by_themselves"] = stage.EndedByThemselves;
        findings.Metrics["most_mb"] = watch.MostMegabytes;
        SetBars(findings, watch, elapsed);
        return findings;
    }

    private static double PerSecond(ScenarioRun run) => run.ChosenRate ?? (run.Quick ? QuickPerSecond : UsualPerSecond);

    private static TimeSpan Time(ScenarioRun run) => run.Seconds(UsualSeconds, QuickSeconds);

    private static void Enter(Findings findings, OutageLoad load, ChaosDeck dealt, TimeSpan elapsed)
    {
        findings.Metrics["blows"] = dealt.Blows;
        findings.Metrics["accepted"] = load.Accepted.Count;
        findings.Metrics["per_second"] = load.Accepted.Count / elapsed.TotalSeconds;
        findings.Metrics["refused_503"] = load.Refused;
        findings.Metrics["left_out"] = load.LeftOut;
        findings.Metrics["other_answers"] = load.Others.Values.Sum();
        foreach (var (kind, times) in load.Others)
        {
            findings.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{times:N0} publishes were answered with {kind}"));
        }

        // Publishes may stay unanswered while the Api is away; at any other time they must not.
        var excused = load.Unanswered.Count(
            one => dealt.ApiAway.Any(away => one.Sent <= (away.To + ApiBackWithin).UtcTicks && one.Ended >= away.From.UtcTicks));
        findings.Metrics["unanswered_without_api"] = excused;
        findings.Metrics["unanswered"] = load.Unanswered.Count - excused;
        findings.Metrics["takeover_s"] = dealt.LongestTakeover.TotalSeconds;
        findings.Limits["in_flight_at_blows"] = dealt.InFlight;
        findings.Ratios["duplicates_in_flight"] = findings.Metrics["duplicates"] / Math.Max(1, dealt.InFlight);
    }

    private static void SetBars(Findings findings, ChaosWatch watch, TimeSpan elapsed)
    {
        findings.MetricAtMost("lost", 0);
        findings.MetricAtMost("not_drained", 0);
        findings.MetricAtMost("other_answers", 0);
        findings.MetricAtMost("unanswered", 0);
        findings.MetricAtMost("ledger_difference", 0);
        findings.MetricAtMost("ended_by_themselves", 0);
        findings.MetricAtMost("takeover_s", TakeoverBar);
        findings.RatioAtMost("duplicates_in_flight", 1);
        if (elapsed >= MemoryToldFrom)
        {
            findings.Ratios["memory"] = watch.MemoryGrowth;
            findings.RatioAtMost("memory", MemoryBar);
        }
        else
        {
            findings.Notes.Add("too short to tell whether memory grows");
        }
    }
}
