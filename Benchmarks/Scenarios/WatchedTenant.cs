using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>The tenant whose deliveries are measured while others load the service: one destination, which answers at once.</summary>
internal sealed class WatchedTenant(Rig rig, BenchTenant tenant, ScenarioRun run)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static async Task<WatchedTenant> CreateAsync(Rig rig, ApiProcess api, ScenarioRun run, CancellationToken cancellationToken)
    {
        var tenant = await BenchTenant.CreateAsync(rig, api, "watched", cancellationToken);
        await tenant.AddDestinationsAsync(1, cancellationToken, rig.Sink.Receiver);
        return new WatchedTenant(rig, tenant, run);
    }

    /// <summary>Publishes at a fixed rate and waits for what was published to arrive, but not for ever.</summary>
    public async Task<WatchedLatency> MeasureAsync(double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        await rig.Sink.ResetAsync(new SinkScript(KeepArrivals: true), cancellationToken);
        using var load = new OpenLoad(tenant.Publisher, perSecond, run.Clock);
        var sent = await load.RunAsync(duration, cancellationToken);
        Dictionary<string, long[]> arrivals;
        var since = run.Clock.GetTimestamp();
        do
        {
            await Task.Delay(Poll, run.Clock, cancellationToken);
            arrivals = await rig.Sink.ArrivalsAsync(cancellationToken);
        }
        while (sent.Any(one => !arrivals.ContainsKey(one.EventId)) && run.Clock.GetElapsedTime(since) < Patience);

        var now = run.Clock.GetUtcNow().UtcTicks;
        // One that has not arrived has taken at least as long as was waited for it.
        var latencies = sent.Select(one => Milliseconds(one.SentTicks, arrivals.TryGetValue(one.EventId, out var ticks) ? ticks[0] : now));
        return new WatchedLatency(
            new Samples(latencies), new Samples(sent.Select(one => Milliseconds(one.SentTicks, one.AnsweredTicks))),
            sent.Count(one => !arrivals.ContainsKey(one.EventId)));
    }

    /// <summary>Publishes at a fixed rate.</summary>
    /// <returns>Milliseconds from each publish to its answer.</returns>
    public async Task<IEnumerable<double>> PublishAsync(double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var load = new OpenLoad(tenant.Publisher, perSecond, run.Clock);
        return [.. (await load.RunAsync(duration, cancellationToken)).Select(one => Milliseconds(one.SentTicks, one.AnsweredTicks))];
    }

    private static double Milliseconds(long fromTicks, long toTicks) => TimeSpan.FromTicks(toTicks - fromTicks).TotalMilliseconds;
}

/// <summary>The latencies that the watched tenant saw.</summary>
/// <param name="Delivery">Milliseconds from the publish going out to the first byte at the receiver.</param>
/// <param name="Publish">Milliseconds from the publish to its answer.</param>
/// <param name="Lost">Events that did not arrive.</param>
internal sealed record WatchedLatency(Samples Delivery, Samples Publish, int Lost)
{
    public double P50 => Delivery.Percentile(0.50);

    public double P99 => Delivery.Percentile(0.99);
}
