using Webhooks.Contracts;


namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination as its page shows it; without header values, which the page has no use for.</summary>
public sealed record ShownDestination
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; null when nobody said.</summary>
    public required string? Description { get; init; }

    /// <summary>Where events are posted.</summary>
    public required string Url { get; init; }

    /// <summary>Whether it gets deliveries.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Why the service disabled it; null when it did not.</summary>
    public required string? DisabledReason { get; init; }

    /// <summary>The event types it is told of.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>The agents it is told about; none = all.</summary>
    public required IReadOnlyList<string> AgentIds { get; init; }

    /// <summary>Names of its custom headers.</summary>
    public required IReadOnlyList<string> HeaderNames { get; init; }

    /// <summary>Its retry policy in words.</summary>
    public required string Retries { get; init; }

    /// <summary>Deliveries a second at most; null = no limit.</summary>
    public required double? MaxPerSecond { get; init; }

    /// <summary>Seconds for one attempt; null = the service's default.</summary>
    public required int? TimeoutSeconds { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the Api shows.</summary>
    public static ShownDestination Of(WebhookDestinationResponse destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new ShownDestination
        {
            Id = destination.Id,
            Name = destination.Name,
            Description = destination.Description,
            Url = destination.Url,
            Enabled = destination.Enabled,
            DisabledReason = destination.DisabledReason,
            EventTypes = destination.EventTypes,
            AgentIds = destination.AgentIds,
            HeaderNames = [.. (destination.Headers ?? new Dictionary<string, string>()).Keys],
            Retries = RetryChoice.Describe(destination.RetryPolicy),
            MaxPerSecond = destination.MaxPerSecond,
            TimeoutSeconds = destination.TimeoutSeconds,
            CreatedAt = destination.CreatedAt,
            UpdatedAt = destination.UpdatedAt,
        };
    }
}

/// <summary>What the page of a destination hands over from its rendering in advance to the circuit.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Health">How it is doing.</param>
/// <param name="Waiting">What waits for it; null = nothing.</param>
/// <param name="Recent">Its newest deliveries.</param>
/// <param name="Stats">Its attempts over time.</param>
public sealed record DestinationSheet(
    ShownDestination Destination, DestinationHealthResponse Health, QueuedDestination? Waiting, IReadOnlyList<DeliveryResponse> Recent,
    StatsResponse Stats);
