using System.Diagnostics.Metrics;

namespace Webhooks.Core.Telemetry;

/// <summary>
/// All instruments of the service, made once; names and units are a contract (docs/telemetry.md). No tenant or URL in a tag.
/// </summary>
public sealed class WebhookMetrics
{
    /// <summary>The one meter.</summary>
    public const string Name = "Webhooks";

    /// <summary>Upper bounds in seconds. The default ones are for milliseconds: nearly all attempts would be in the first.</summary>
    private static readonly double[] Durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly double[] Lags = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 43_200];

    private readonly Counter<long> published;
    private readonly Counter<long> fannedOut;
    private readonly Counter<long> refused;
    private readonly Counter<long> attempts;
    private readonly Counter<long> leasesLost;
    private readonly Histogram<double> lag;
    private readonly Histogram<double> attemptDuration;

    public WebhookMetrics(IMeterFactory meters)
    {
        // The factory owns the meter and disposes it.
        var meter = meters.Create(Name);
        published = meter.CreateCounter<long>("webhooks.events.published", "{event}", "Events that became durable.");
        fannedOut = meter.CreateCounter<long>("webhooks.deliveries.created", "{delivery}", "Deliveries made by fan-out.");
        refused = meter.CreateCounter<long>(
            "webhooks.publishes.refused", "{request}", "Events or requests refused because too many deliveries of their project wait.");
        lag = meter.CreateHistogram("webhooks.delivery.lag", "s", "From due to the start of the attempt.", tags: null, Buckets(Lags));
        attemptDuration = meter.CreateHistogram(
            "webhooks.attempt.duration", "s", "From the start of an attempt to its result.", tags: null, Buckets(Durations));
        attempts = meter.CreateCounter<long>("webhooks.attempts", "{attempt}", "Recorded attempts, by verdict.");
        leasesLost = meter.CreateCounter<long>("webhooks.leases.lost", "{lease}", "Results dropped because the lease had been lost.");
    }

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };

    public void CountPublished(int events, int deliveries)
    {
        published.Add(events);
        fannedOut.Add(deliveries);
    }

    public void CountRefused() => refused.Add(1);

    public void MeasureLag(TimeSpan sinceDue) => lag.Record(sinceDue.TotalSeconds);

    public void MeasureAttempt(TimeSpan duration) => attemptDuration.Record(duration.TotalSeconds);

    public void CountAttempt(string verdict) => attempts.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    public void CountLostLease() => leasesLost.Add(1);
}
