using Webhooks.Core.Destinations;
using Webhooks.Core.Telemetry;


namespace Webhooks.Core.Events;

/// <summary>An event that is durable, with the envelope its deliveries send; when it matched nothing, with the reasons.</summary>
public sealed record StoredEvent(
    EventIdentity Identity, string Type, string? AgentId, int Matched, TraceContext? Trace, byte[] Body, MissedDestinations? Missed = null)
{
    /// <inheritdoc cref="NewEvent.Hops"/>
    public int Hops { get; init; }
}
