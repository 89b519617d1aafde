using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>Writes the value of the envelope's <c>data</c> member.</summary>
public delegate void EventDataWriter(Utf8JsonWriter writer, EventIdentity identity);

/// <summary>An event as its publisher hands it over; already validated.</summary>
public sealed record NewEvent
{
    public required ProjectScope Project { get; init; }

    /// <summary>One of <see cref="EventTypes.All"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The publisher's id, at most once per project; null = one is made.</summary>
    public string? Id { get; init; }

    /// <summary>The agent it originates from; null = none, which a destination scoped to agents never receives.</summary>
    public string? AgentId { get; init; }

    public required EventDataWriter WriteData { get; init; }

    /// <summary>Triggers that lie between it and its first cause.</summary>
    public int Hops { get; init; }

    /// <summary>Trace context of the publish, when it is recorded; goes out with every attempt.</summary>
    public TraceContext? Trace { get; init; }
}
