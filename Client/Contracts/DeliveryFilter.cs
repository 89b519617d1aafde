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

    /// <summary>The event happened at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The event happened before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The last recorded attempt was answered with this HTTP status code, 100 to 599.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The last recorded attempt failed this way: timeout, dns, connect, tls, reset, http, blocked or too_large.</summary>
    public string? FailureClass { get; init; }

    /// <summary>
    /// The id of an event or of a delivery; or a part of the destination's id, name or URL, or of the reason. At most 200 characters;
    /// upper and lower case are the same.
    /// </summary>
    public string? Text { get; init; }
}
