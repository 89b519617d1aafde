using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>Everything running under a steady stream of events to one destination, and what the sink saw of them.</summary>
/// <param name="Events">The events of the measured time; those of the warm-up before it are left out.</param>
/// <param name="Arrivals">UTC ticks of each request's first byte, by webhook-id.</param>
internal sealed record Steady(IReadOnlyList<SentEvent> Events, IReadOnlyDictionary<string, long[]> Arrivals)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <param name="rig">The rig; nothing of the service runs on it yet.</param>
    /// <param name="run">The run.</param>
    /// <param name="perSecond">Events a second.</param>
    /// <param name="duration">The measured time.</param>
    /// <param name="failFirst">How many attempts of each event the sink refuses.</param>
    /// <param name="patience">How long to wait, after the last event, for every event to be taken.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<Steady> RunAsync(
        Rig rig, ScenarioRun run, double perSecond, TimeSpan duration, int failFirst, TimeSpan patience,
        CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        await api.Client.CreateWebhookDestinationAsync(
            FirstTenant.Id, FirstTenant.Id,
            new CreateWebhookDestinationRequest("Destination", rig.Sink.Receiver.AbsoluteUri, [EventTypes.EventCreated]),
            cancellationToken);
        // To a breaker a sink that refuses first attempts looks like a receiver that is down.
        await rig.StartWorkerAsync(cancellationToken, new KeyValuePair<string, string>("Health__BreakerAttempts", "1000000"));
        await rig.Sink.ResetAsync(new SinkScript(failFirst, KeepArrivals: true), cancellationToken);

        using var load = new OpenLoad(api, perSecond, run.Clock);
        run.Say("  warming up");
        var warmUp = await load.RunAsync(WarmUp, cancellationToken);
        run.Say($"  measuring for {duration.TotalSeconds:0} s");
        var events = await load.RunAsync(duration, cancellationToken);

        var wanted = (events.Length + warmUp.Length) * (failFirst + 1);
        for (var since = run.Clock.GetTimestamp(); run.Clock.GetElapsedTime(since) < patience;)
        {
            if ((await rig.Sink.CountsAsync(cancellationToken)).Requests >= wanted)
            {
                break;
            }

            await Task.Delay(Poll, run.Clock, cancellationToken);
        }

        return new Steady(events, await rig.Sink.ArrivalsAsync(cancellationToken));
    }

    /// <summary>When the attempts of an event arrived, in order.</summary>
    public long[] ArrivalsOf(string eventId) => Arrivals.TryGetValue(eventId, out var ticks) ? ticks : [];
}
