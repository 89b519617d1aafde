using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Publishes an event to the project of the API key. The members that hold JSON must be objects.</summary>
/// <param name="Type">What happened, dot-separated, such as <c>order.shipped</c>.</param>
public sealed record PublishEventRequest([property: Text(255)] string Type)
{
    /// <summary>
    /// Identifier the producer gives it, 1 to 255 of letters, digits, <c>-</c> and <c>_</c>: the same one again answers with the first
    /// event and delivers nothing twice.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255, Pattern = IdPattern.Event)]
    public string? Id { get; init; }

    /// <summary>The agent it belongs to; destinations for other agents only do not get it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? AgentId { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? ConversationId { get; init; }

    /// <summary>The message it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? MessageId { get; init; }

    /// <summary>Properties of the event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Properties { get; init; }

    /// <summary>Properties of the user it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? UserProperties { get; init; }

    /// <summary>Metadata that the producer wants to get back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    /// <summary>The payload as the producer made it, in place of the members above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Data { get; init; }
}

/// <summary>An event as it was published.</summary>
public sealed record EventResponse
{
    /// <summary>Identifier; also the <c>webhook-id</c> receivers see.</summary>
    public required string Id { get; init; }

    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The agent it belongs to.</summary>
    public string? AgentId { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The message it belongs to.</summary>
    public string? MessageId { get; init; }

    /// <summary>Properties of the event.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>Properties of the user it is about.</summary>
    public JsonElement? UserProperties { get; init; }

    /// <summary>Metadata that the producer wants to get back.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Metadata of the publish from the service itself, such as how it was authenticated.</summary>
    public JsonElement? ServerMetadata { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The answer to one published event.</summary>
/// <param name="Data">The event.</param>
public sealed record PublishEventResponse(EventResponse Data)
{
    /// <summary>Members of the request that are not known and were ignored; absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemField>? Warnings { get; init; }
}

/// <summary>Publishes several events, each on its own: one that is refused does not hold up the others.</summary>
/// <param name="Events">1 to 1,000 events.</param>
public sealed record PublishBatchRequest(IReadOnlyList<PublishEventRequest> Events);

/// <summary>The result of each event of a batch.</summary>
/// <param name="Data">One result per event, in the order of the request.</param>
public sealed record PublishBatchResponse(IReadOnlyList<PublishResult> Data);

/// <summary>The result of one event of a batch: either <paramref name="Data"/> or <paramref name="Error"/>.</summary>
/// <param name="Status">The status code the event alone would have got: 201 new, 200 a repeat, else 400 and above.</param>
/// <param name="Data">The event.</param>
/// <param name="Error">Why it was refused.</param>
public sealed record PublishResult(
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventResponse? Data = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProblemResponse? Error = null)
{
    /// <summary>Members of the event that are not known and were ignored; absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemField>? Warnings { get; init; }
}

/// <summary>An event in the log of a project.</summary>
public record EventLogEntry
{
    /// <summary>Identifier; also the <c>webhook-id</c> receivers see.</summary>
    public required string Id { get; init; }

    /// <summary>The event type that fired, such as <c>conversation.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The agent it belongs to.</summary>
    public required string? AgentId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>How many destinations it matched; 0 means that nobody was told, and <c>unmatched</c> says why.</summary>
    public required int Matched { get; init; }

    /// <summary>How many of its deliveries are in each <see cref="DeliveryState"/>; states without any are left out.</summary>
    public IReadOnlyDictionary<string, int> DeliveryStates { get; init; } = new Dictionary<string, int>();

    /// <summary>Its first deliveries: at most 5 in a list, 100 in one event.</summary>
    public IReadOnlyList<DeliveryResponse> Deliveries { get; init; } = [];

    /// <summary>
    /// Cursor of the list of deliveries, filtered by this event, to go on after <c>deliveries</c>; <see langword="null"/> when they
    /// are all.
    /// </summary>
    public string? DeliveriesNext { get; init; }

    /// <summary>
    /// For an event that matched nothing: why each destination did not match, as it was when the event was published. At most 5 in a list,
    /// 100 in one event.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UnmatchedDestination>? Unmatched { get; init; }

    /// <summary>How many destinations there were that did not match, for an event that matched nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? UnmatchedTotal { get; init; }
}

/// <summary>A destination that was not told of an event.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record UnmatchedDestination(string DestinationId, string Reason);

/// <summary>Which events to list. What is left out does not filter.</summary>
public sealed record EventFilter
{
    /// <summary>Type of the event.</summary>
    public string? Type { get; init; }

    /// <summary>The agent it belongs to.</summary>
    public string? AgentId { get; init; }

    /// <summary>It happened at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>It happened before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>True: it matched a destination; false: it matched none.</summary>
    public bool? Matched { get; init; }
}

/// <summary>An event in the log, with what was sent and to whom.</summary>
public sealed record EventLogDetail : EventLogEntry
{
    /// <summary>The envelope, as receivers get it.</summary>
    [JsonPropertyOrder(1)] // After the members of the base, which would come last.
    public required JsonElement Payload { get; init; }

    /// <summary>The trace of its publish and its deliveries, 32 hexadecimal digits; absent when it was not traced.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}
