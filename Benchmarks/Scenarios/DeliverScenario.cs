using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// How fast the worker drains a backlog, against a bare HTTP loop to the same sink.
/// <list type="number">
/// <item>Warm up: some deliveries, so that what is measured is compiled.</item>
/// <item>Pause the destinations and publish the backlog; its deliveries are held.</item>
/// <item>Measure the limit. Work left over from publishing, compiling and vacuuming, is done meanwhile.</item>
/// <item>Enable them, and stop the clock when the last delivery is recorded.</item>
/// <item>All of this three times, and then the limit once more: a shared machine changes its pace from one second to the next, and a drain
/// takes two. The figure is that of all drains together, against the limit over all its windows.</item>
/// </list>
/// </summary>
internal static class DeliverScenario
{
    private const int UsualEvents = 100_000;
    private const int WarmUpEvents = 100_000;
    private const int QuickEvents = 30_000;

    /// <summary>A worker has at most 64 deliveries in flight to one destination, and the loop has 128.</summary>
    private const int UsualDestinations = 2;

    private const int Rounds = 3;
    private const int PublishAtOnce = 500;
    private const int LimitWindows = 5;
    private const double Bar = 0.40;

    /// <summary>
    /// For the Api, which is not measured here: otherwise it would compile again, beside the drain, what publishing has made hot.
    /// </summary>
    private static readonly KeyValuePair<string, string> CompiledAtOnce = new("DOTNET_TieredCompilation", "0");

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken, CompiledAtOnce);
        var destinations = await rig.CreateDestinationsAsync(api, run.ChosenDestinations ?? UsualDestinations, cancellationToken);
        var worker = await rig.StartWorkerAsync(cancellationToken);

        run.Say("  warming up"); // 1
        var warmUp = run.Size(WarmUpEvents, QuickEvents);
        await PublishAsync(api, destinations.Count, warmUp, run, cancellationToken);
        await DrainAsync(rig, warmUp, run, cancellationToken);

        var events = run.ChosenEvents ?? run.Size(UsualEvents, QuickEvents);
        using var limit = new HttpLimit(rig, EventBodies.Delivered(Rig.AgentOf(0), run.Clock.GetUtcNow()), run.Clock);
        var window = run.Seconds(5) / LimitWindows;
        var drains = new List<Drained>();
        for (var round = 1; round <= Rounds; round++)
        {
            run.Say($"  publishing {events:N0} events"); // 2
            await SwitchAsync(api, destinations, enabled: false, cancellationToken);
            await PublishAsync(api, destinations.Count, events, run, cancellationToken);

            run.Say("  measuring the limit"); // 3
            await limit.MeasureAsync(LimitWindows, window, cancellationToken);

            run.Say("  draining"); // 4
            drains.Add(await MeasureDrainAsync(rig, api, worker, destinations, events, run, cancellationToken));
        }

        run.Say("  measuring the limit again"); // 5
        await limit.MeasureAsync(LimitWindows, window, cancellationToken);
        var findings = Conclude(events, drains, limit);
        if (run.Quick)
        {
            findings.Notes.Add($"quick: {events:N0} events in each backlog instead of {UsualEvents:N0}, and as many to warm up; same bars");
        }

        return findings;
    }

    private static async Task<Drained> MeasureDrainAsync(
        Rig rig, ApiProcess api, ServiceProcess worker, IReadOnlyList<string> destinations, int events, ScenarioRun run,
        CancellationToken cancellationToken)
    {
        await rig.Sink.ResetAsync(new SinkScript(), cancellationToken);
        var recordedBefore = await CountDeliveredAsync(rig, cancellationToken);
        var before = await UsedAsync(rig, worker, cancellationToken);
        var start = run.Clock.GetTimestamp();
        await SwitchAsync(api, destinations, enabled: true, cancellationToken);
        await DrainAsync(rig, events, run, cancellationToken);
        var elapsed = run.Clock.GetElapsedTime(start);
        var after = await UsedAsync(rig, worker, cancellationToken);
        var counts = await rig.Sink.CountsAsync(cancellationToken);
        return new Drained(elapsed, await CountDeliveredAsync(rig, cancellationToken) - recordedBefore, counts, after - before);
    }

    private static Findings Conclude(int events, List<Drained> drains, HttpLimit limit)
    {
        var all = (double)events * drains.Count;
        var seconds = drains.Sum(drain => drain.Elapsed.TotalSeconds);
        var findings = new Findings();
        findings.Metrics["events"] = all;
        findings.Metrics["seconds"] = seconds;
        findings.Metrics["per_second"] = drains.Sum(drain => drain.Recorded) / seconds;
        findings.Metrics["slowest_per_second"] = drains.Min(drain => drain.PerSecond);
        findings.Metrics["fastest_per_second"] = drains.Max(drain => drain.PerSecond);
        findings.Metrics["lost"] = drains.Sum(drain => events - Math.Min(drain.Recorded, drain.Counts.Distinct));
        findings.Metrics["duplicates"] = drains.Sum(drain => drain.Counts.Duplicates);
        findings.Metrics["body_bytes"] = (double)drains.Sum(drain => drain.Counts.BodyBytes) / drains.Sum(drain => drain.Counts.Requests);
        findings.Metrics["worker_cpu_us_each"] = drains.Sum(drain => drain.Used.Worker) / all * 1e6;
        findings.Metrics["postgres_cpu_us_each"] = drains.Sum(drain => drain.Used.Postgres) / all * 1e6;
        findings.Metrics["sink_cpu_us_each"] = drains.Sum(drain => drain.Used.Sink) / all * 1e6;
        findings.Limits["http_per_second"] = limit.PerSecond;
        findings.Limits["http_slowest_per_second"] = limit.SlowestPerSecond;
        findings.Limits["http_fastest_per_second"] = limit.FastestPerSecond;
        findings.Limits["http_cpu_us_each"] = limit.MicrosecondsEach;
        findings.Ratios["http_limit"] = findings.Metrics["per_second"] / limit.PerSecond;
        findings.RatioAtLeast("http_limit", Bar);
        findings.MetricAtMost("lost", 0);
        return findings;
    }

    private static async Task PublishAsync(
        ApiProcess api, int destinations, int events, ScenarioRun run, CancellationToken cancellationToken)
    {
        var kinds =
            Enumerable.Range(0, destinations).Select(index => EventBodies.ForDelivery(Rig.AgentOf(index), run.Clock.GetUtcNow())).ToArray();
        for (var published = 0; published < events;)
        {
            var batch = Enumerable.Range(published, Math.Min(PublishAtOnce, events - published))
                .Select(number => kinds[number % kinds.Length]).ToList();
            var results = await api.Client.PublishEventsAsync(batch, cancellationToken: cancellationToken);
            if (results.FirstOrDefault(result => result.Data is null) is { } refused)
            {
                throw new BenchException($"An event was refused: {refused.Error?.Detail}");
            }

            published += batch.Count;
        }
    }

    private static async Task SwitchAsync(
        ApiProcess api, IReadOnlyList<string> destinations, bool enabled, CancellationToken cancellationToken) =>
        await Task.WhenAll(destinations.Select(id => api.Client.UpdateWebhookDestinationAsync(
            FirstTenant.Id, FirstTenant.Id, id, new UpdateWebhookDestinationRequest { Enabled = enabled }, cancellationToken)));

    /// <summary>
    /// Waits until nothing is in the queue any more, or nothing arrives any more. Asks the sink seldom before the last tenth, and the
    /// database only at the end: what is asked while it drains is taken from what is measured.
    /// </summary>
    private static async Task DrainAsync(Rig rig, int toArrive, ScenarioRun run, CancellationToken cancellationToken)
    {
        var (progress, progressAt) = (-1L, run.Clock.GetTimestamp());
        while (run.Clock.GetElapsedTime(progressAt) < GiveUpAfter)
        {
            var arrived = (await rig.Sink.CountsAsync(cancellationToken)).Distinct;
            if (arrived >= toArrive
                && await rig.Database.CountAsync("(select from delivery_queue limit 1) waiting", cancellationToken) == 0)
            {
                return;
            }

            if (arrived > progress)
            {
                (progress, progressAt) = (arrived, run.Clock.GetTimestamp());
            }

            var wait = arrived >= toArrive ? 5 : arrived >= toArrive / 10 * 9 ? 20 : 100;
            await Task.Delay(TimeSpan.FromMilliseconds(wait), run.Clock, cancellationToken);
        }
    }

    private static Task<long> CountDeliveredAsync(Rig rig, CancellationToken cancellationToken) =>
        rig.Database.CountAsync("deliveries where state = 'delivered'", cancellationToken);

    private static async Task<Used> UsedAsync(Rig rig, ServiceProcess worker, CancellationToken cancellationToken) => new(
        ProcessorTime.SecondsOf(worker), await ProcessorTime.SecondsOfAsync(rig.Database, cancellationToken),
        ProcessorTime.SecondsOf(rig.SinkProcess));

    /// <summary>Seconds of processor time: where a drain's time goes.</summary>
    private readonly record struct Used(double Worker, double Postgres, double Sink)
    {
        public static Used operator -(Used after, Used before) =>
            new(after.Worker - before.Worker, after.Postgres - before.Postgres, after.Sink - before.Sink);
    }

    /// <summary>One drain of the backlog.</summary>
    private readonly record struct Drained(TimeSpan Elapsed, long Recorded, SinkCounts Counts, Used Used)
    {
        public double PerSecond => Recorded / Elapsed.TotalSeconds;
    }
}
