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

    /// <summary>Earliest creation.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Creation before this.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text to look for.</summary>
    public string? Text { get; init; }
}

/// <summary>Which events to list. What is left out does not filter.</summary>
public sealed record EventFilter
{
    /// <summary>Type of the event.</summary>
    public string? Type { get; init; }

    /// <summary>Earliest time of the event.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Event before this.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text to look for.</summary>
    public string? Text { get; init; }
}
