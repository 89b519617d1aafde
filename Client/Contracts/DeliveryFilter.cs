namespace Webhooks.Client;

/// <summary>Which deliveries to list. What is left out does not filter.</summary>
public sealed record DeliveryFilter
{
    /// <summary>One of <see cref="DeliveryState"/>.</summary>
    public string? State { get; init; }

    /// <summary>The destination.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Type of the event.</summary>
    public string? EventType { get; init; }

    /// <summary>The event.</summary>
    public string? EventId { get; init; }

    /// <summary>The agent the event belongs to.</summary>
    public string? AgentId { get; init; }
}
