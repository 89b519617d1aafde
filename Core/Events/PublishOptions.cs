using System.ComponentModel.DataAnnotations;
using Webhooks.Core.Destinations;

namespace Webhooks.Core.Events;

/// <summary>How publishes share transactions; configuration section <c>Publish</c>.</summary>
public sealed class PublishOptions
{
    /// <summary>Events of one transaction at most; 1 switches coalescing off.</summary>
    [Range(1, 5_000)]
    public int MaxEventsPerTransaction { get; init; } = 512;

    /// <summary>
    /// Deliveries of one transaction at most. When ten times as many of one tenant wait, or a single event has more, the event's deliveries
    /// are left to the workers.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxDeliveriesPerTransaction { get; init; } = FanOutRules.MostAtOnce;

    /// <summary>Transactions under way at the same time; each holds a connection while it works.</summary>
    [Range(1, 64)]
    public int Writers { get; init; } = 2;

    /// <summary>Publishes of one tenant that may wait for a writer; above that, its publishers wait.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>
    /// Deliveries of one project that may wait; a request that would make more is answered with 429 and <c>Retry-After</c>.
    /// </summary>
    [Range(1_000, 1_000_000_000, ErrorMessage = "Publish:MaxWaitingPerProject must be from {1} to {2} deliveries.")]
    public int MaxWaitingPerProject { get; init; } = 10_000_000;
}
