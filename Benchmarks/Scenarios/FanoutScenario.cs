using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;
using Webhooks.Contracts;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// Whether an event for many destinations costs more per delivery than one for a single destination: as many deliveries are made of events
/// with 1, 10, 100 and 1,000 destinations each, from the first publish to the last record. The sizes take turns, so that a change of the
/// machine's pace meets all of them; the first round only warms up.
/// </summary>
internal static class FanoutScenario
{
    private const double Bar = 1;
    private const int EventsAtOnce = 100;
    private const int PublishersAtOnce = 4;

    private static readonly int[] Sizes = [1, 10, 100, 1_000];
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var tenants = new Dictionary<int, BenchTenant>();
        foreach (var size in Sizes)
        {
            var tenant = tenants[size] = await BenchTenant.CreateAsync(rig, api, $"fan-{size}", cancellationToken);
            await tenant.AddDestinationsAsync(size, cancellationToken, rig.Sink.Receiver);
        }

        await rig.StartWorkerAsync(cancellationToken);
        // A whole number of events of the largest size.
        var deliveries = (run.ChosenEvents ?? run.Size(40_000, 10_000)) / Sizes[^1] * Sizes[^1] is > 0 and var rounded
            ? rounded
            : Sizes[^1];
        var rounds = run.Size(3, 2);
        var measured = Sizes.ToDictionary(size => size, _ => new List<TimeSpan>());
        for (var round = 0; round <= rounds; round++)
        {
            run.Say(round == 0 ? $"  warming up with {deliveries:N0} deliveries of each size" : $"  round {round} of {rounds}");
            foreach (var size in Sizes)
            {
                var elapsed = await MeasureAsync(rig, run, tenants[size], deliveries / size, deliveries, cancellationToken);
                if (round > 0)
                {
                    measured[size].Add(elapsed);
                }
            }
        }

        return await ConcludeAsync(rig, measured, deliveries, rounds, cancellationToken);
    }

    private static async Task<TimeSpan> MeasureAsync(
        Rig rig, ScenarioRun run, BenchTenant tenant, int events, int deliveries, CancellationToken cancellationToken)
    {
        // The ids repeat, once for each destination: so the sink only counts.
        await rig.Sink.ResetAsync(new SinkScript(CountOnly: true), cancellationToken);
        var start = run.Clock.GetTimestamp();
        var left = events;
        await Task.WhenAll(Enumerable.Range(0, PublishersAtOnce).Select(async _ =>
        {
            while (Interlocked.Add(ref left, -EventsAtOnce) is var after && after > -EventsAtOnce)
            {
                await PublishAsync(tenant, Math.Min(EventsAtOnce, after + EventsAtOnce), cancellationToken);
            }
        }));

        var (arrived, progressAt) = (-1L, run.Clock.GetTimestamp());
        while (run.Clock.GetElapsedTime(progressAt) < GiveUpAfter)
        {
            var requests = (await rig.Sink.CountsAsync(cancellationToken)).Requests;
            if (requests >= deliveries
                && await rig.Database.CountAsync("(select from delivery_queue limit 1) waiting", cancellationToken) == 0)
            {
                break;
            }

            if (requests > arrived)
            {
                (arrived, progressAt) = (requests, run.Clock.GetTimestamp());
            }

            await Task.Delay(Poll, run.Clock, cancellationToken);
        }

        return run.Clock.GetElapsedTime(start);
    }

    private static async Task PublishAsync(BenchTenant tenant, int events, CancellationToken cancellationToken)
    {
        var batch = Enumerable.Repeat(new PublishEventRequest("order.shipped"), events).ToList();
        var results = await tenant.Publisher.Client.PublishEventsAsync(batch, cancellationToken: cancellationToken);
        if (results.FirstOrDefault(result => result.Data is null) is { } refused)
        {
            throw new BenchException($"An event was refused: {refused.Error?.Detail}");
        }
    }

    private static async Task<Findings> ConcludeAsync(
        Rig rig, Dictionary<int, List<TimeSpan>> measured, int deliveries, int rounds, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        foreach (var (size, times) in measured)
        {
            findings.Metrics[$"to_{size}_per_second"] = (double)deliveries * times.Count / times.Sum(time => time.TotalSeconds);
        }

        foreach (var size in Sizes.Skip(1))
        {
            findings.Ratios[$"fanout_{size}"] = findings.Metrics[$"to_{size}_per_second"] / findings.Metrics["to_1_per_second"];
        }

        var made = (long)deliveries * Sizes.Length * (rounds + 1);
        findings.Metrics["lost"] = made - await rig.Database.CountAsync("deliveries where state = 'delivered'", cancellationToken);
        findings.RatioAtLeast("fanout_100", Bar);
        findings.RatioAtLeast("fanout_1000", Bar);
        findings.MetricAtMost("lost", 0);
        if (deliveries < 40_000)
        {
            findings.Notes.Add($"{deliveries:N0} deliveries of each size and round instead of 40,000; same bars");
        }

        return findings;
    }
}
