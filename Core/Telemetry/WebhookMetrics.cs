using System.Diagnostics.Metrics;

namespace Webhooks.Core.Telemetry;

/// <summary>All instruments of the service, made once; names and units are a contract (docs/telemetry.md). No tenant or URL in a tag.</summary>
public sealed class WebhookMetrics
{
    /// <summary>The one meter.</summary>
    public const string Name = "Webhooks";

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
        lag = meter.CreateHistogram<double>("webhooks.delivery.lag", "s", "From due to the start of the attempt.");
        attemptDuration = meter.CreateHistogram<double>("webhooks.attempt.duration", "s", "From the start of an attempt to its result.");
        attempts = meter.CreateCounter<long>("webhooks.attempts", "{attempt}", "Recorded attempts, by verdict.");
        leasesLost = meter.CreateCounter<long>("webhooks.leases.lost", "{lease}", "Results dropped because the lease had been lost.");
    }

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
