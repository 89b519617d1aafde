using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Which deliveries to list, or to send again. What is left out does not filter.</summary>
public sealed record DeliveryFilter
{
    /// <summary>One of <see cref="DeliveryState"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [OneOf(typeof(DeliveryState))]
    public string? State { get; init; }

    /// <summary>The destination.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? DestinationId { get; init; }

    /// <summary>Type of the event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [OneOf(typeof(EventTypes))]
    public string? EventType { get; init; }

    /// <summary>The event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? EventId { get; init; }

    /// <summary>The agent the event belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? AgentId { get; init; }

    /// <summary>The event happened at this time or later; <c>since</c> in JSON.</summary>
    [JsonPropertyName("since")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? From { get; init; }

    /// <summary>The event happened before this time; <c>until</c> in JSON.</summary>
    [JsonPropertyName("until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? To { get; init; }

    /// <summary>The last recorded attempt was answered with this HTTP status code, 100 to 599.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Range(100, 599)]
    public int? StatusCode { get; init; }

    /// <summary>The last recorded attempt failed this way: timeout, dns, connect, tls, reset, http, blocked or too_large.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? FailureClass { get; init; }

    /// <summary>
    /// The id of an event or of a delivery; or a part of the destination's id, name or URL, or of the reason. At most 200 characters;
    /// upper and lower case are the same.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(200)]
    public string? Text { get; init; }

    /// <summary>Another name of <c>since</c>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("from")]
    internal DateTimeOffset? OlderFrom
    {
        init => From ??= value;
    }

    /// <summary>Another name of <c>until</c>; read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("to")]
    internal DateTimeOffset? OlderTo
    {
        init => To ??= value;
    }
}
