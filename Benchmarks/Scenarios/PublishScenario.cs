using System.Net;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// How many single publishes a second are made durable, against the same client on a bare receiver, and against an Api that does not
/// coalesce: one transaction per event, more of them at once. The three take turns in short windows, so that a change of the machine's
/// pace meets all of them. No worker runs: one destination matches and its deliveries wait.
/// </summary>
internal static class PublishScenario
{
    private const int Connections = 128;
    private const int Rounds = 3;
    private const double HttpBar = 0.20;
    private const double UncoalescedBar = 2.5;

    /// <summary>
    /// Long, because the runtime goes on compiling for tens of thousands of requests, and on a busy machine those take a while.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan QuickWarmUp = TimeSpan.FromSeconds(5);

    private static readonly KeyValuePair<string, string>[] Uncoalesced =
    [
        new("Publish__MaxEventsPerTransaction", "1"),
        new("Publish__Writers", "32"),
    ];

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var uncoalescedApi = await rig.StartApiAsync(cancellationToken, Uncoalesced);
        await api.Client.CreateWebhookDestinationAsync(
            FirstTenant.Id, FirstTenant.Id,
            new CreateWebhookDestinationRequest("Destination", rig.Sink.Receiver.AbsoluteUri, [EventTypes.EventCreated]),
            cancellationToken);

        var body = EventBodies.Publish();
        using var limit = new ClosedLoad(
            LoadHttp.Create(Connections), Connections, HttpStatusCode.OK, _ => api.PublishRequest(body, rig.Sink.Receiver), run.Clock);
        using var ours = new ClosedLoad(
            LoadHttp.Create(Connections), Connections, HttpStatusCode.Created, _ => api.PublishRequest(body), run.Clock);
        using var uncoalesced = new ClosedLoad(
            LoadHttp.Create(Connections), Connections, HttpStatusCode.Created, _ => uncoalescedApi.PublishRequest(body), run.Clock);
        ClosedLoad[] turns = [limit, ours, uncoalesced];
        var windows = turns.ToDictionary(load => load, _ => new List<LoadWindow>());

        run.Say("  warming up");
        var answered = 0L;
        foreach (var load in turns)
        {
            var window = await load.RunAsync(run.Quick ? QuickWarmUp : WarmUp, cancellationToken);
            answered += load == limit ? 0 : window.Milliseconds.Length;
        }

        var used = turns.ToDictionary(load => load, _ => default(Used));
        for (var round = 1; round <= Rounds; round++)
        {
            run.Say($"  round {round} of {Rounds}");
            foreach (var load in turns)
            {
                var before = await UsedAsync(rig, api, cancellationToken);
                windows[load].Add(await load.RunAsync(run.Seconds(12, 6) / Rounds, cancellationToken));
                used[load] += await UsedAsync(rig, api, cancellationToken) - before;
            }
        }

        answered += windows[ours].Concat(windows[uncoalesced]).Sum(window => (long)window.Milliseconds.Length);
        var stored = await rig.Database.CountAsync("events", cancellationToken);
        var waiting = await rig.Database.CountAsync("delivery_queue", cancellationToken);
        var findings = Conclude(windows[limit], windows[ours], windows[uncoalesced], answered - Math.Min(stored, waiting));
        if (run.Quick)
        {
            findings.Notes.Add($"quick: {QuickWarmUp.TotalSeconds:0} s to warm up instead of {WarmUp.TotalSeconds:0}, and half the time to measure; same bars");
        }

        var (publishes, requests) =
            (windows[ours].Sum(window => window.Milliseconds.Length), windows[limit].Sum(window => window.Milliseconds.Length));
        findings.Metrics["api_cpu_us_each"] = used[ours].Api / publishes * 1e6;
        findings.Metrics["postgres_cpu_us_each"] = used[ours].Postgres / publishes * 1e6;
        findings.Metrics["client_cpu_us_each"] = used[ours].Client / publishes * 1e6;
        findings.Limits["http_cpu_us_each"] = (used[limit].Client + used[limit].Sink) / requests * 1e6;
        return findings;
    }

    private static Findings Conclude(List<LoadWindow> limit, List<LoadWindow> ours, List<LoadWindow> uncoalesced, long lost)
    {
        static double PerSecond(List<LoadWindow> windows) => Samples.Median(windows.Select(window => window.PerSecond));
        var findings = new Findings();
        findings.Metrics["per_second"] = PerSecond(ours);
        findings.AddPercentiles(ours.SelectMany(window => window.Milliseconds));
        findings.Metrics["lost"] = lost;
        findings.Limits["http_per_second"] = PerSecond(limit);
        findings.Limits["uncoalesced_per_second"] = PerSecond(uncoalesced);
        findings.Ratios["http_limit"] = PerSecond(ours) / PerSecond(limit);
        findings.Ratios["uncoalesced"] = PerSecond(ours) / PerSecond(uncoalesced);
        findings.RatioAtLeast("http_limit", HttpBar);
        findings.RatioAtLeast("uncoalesced", UncoalescedBar);
        findings.MetricAtMost("lost", 0);
        return findings;
    }

    private static async Task<Used> UsedAsync(Rig rig, ApiProcess api, CancellationToken cancellationToken) => new(
        ProcessorTime.SecondsOf(api.Process), await ProcessorTime.SecondsOfAsync(rig.Database, cancellationToken),
        ProcessorTime.OwnSeconds, ProcessorTime.SecondsOf(rig.SinkProcess));

    /// <summary>Seconds of processor time: where the time of a publish goes.</summary>
    private readonly record struct Used(double Api, double Postgres, double Client, double Sink)
    {
        public static Used operator +(Used one, Used other) =>
            new(one.Api + other.Api, one.Postgres + other.Postgres, one.Client + other.Client, one.Sink + other.Sink);

        public static Used operator -(Used after, Used before) =>
            new(after.Api - before.Api, after.Postgres - before.Postgres, after.Client - before.Client, after.Sink - before.Sink);
    }
}
