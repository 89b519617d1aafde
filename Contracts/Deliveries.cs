using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Where a delivery stands.</summary>
public static class DeliveryState
{
    /// <summary>Due, not yet tried.</summary>
    public const string Pending = "pending";

    /// <summary>An attempt is under way.</summary>
    public const string Delivering = "delivering";

    /// <summary>The receiver took it. Final.</summary>
    public const string Delivered = "delivered";

    /// <summary>The last attempt failed, another will follow.</summary>
    public const string Retrying = "retrying";

    /// <summary>The destination is paused; released when it is enabled again.</summary>
    public const string Held = "held";

    /// <summary>Given up. Final, unless it is resent.</summary>
    public const string Failed = "failed";

    /// <summary>Called off. Final.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Held for too long. Final.</summary>
    public const string Expired = "expired";

    /// <summary>All states.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Pending, Delivering, Delivered, Retrying, Held, Failed, Cancelled, Expired];
}

/// <summary>One event on its way to one destination.</summary>
public record DeliveryResponse
{
    /// <summary>Identifier, prefixed <c>dlv_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>Type of the event.</summary>
    public required string EventType { get; init; }

    /// <summary>The destination.</summary>
    public required string DestinationId { get; init; }

    /// <summary>The agent the event belongs to.</summary>
    public required string? AgentId { get; init; }

    /// <summary>One of <see cref="DeliveryState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in this state, when the state alone does not say.</summary>
    public required string? Reason { get; init; }

    /// <summary>Attempts made so far.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>HTTP status code the last recorded attempt was answered with; <see langword="null"/> when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>
    /// How the last recorded attempt failed: timeout, dns, connect, tls, reset, http, blocked or too_large; <see langword="null"/>
    /// otherwise.
    /// </summary>
    public string? FailureClass { get; init; }

    /// <summary>When the next attempt is due; <see langword="null"/> when none is.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it reached a final state; <see langword="null"/> before.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A delivery with its attempts.</summary>
public sealed record DeliveryDetailResponse : DeliveryResponse
{
    /// <summary>The attempts, oldest first.</summary>
    [JsonPropertyOrder(1)] // After the members of the base, which would come last.
    public required IReadOnlyList<AttemptResponse> Attempts { get; init; }
}

/// <summary>One HTTP request of a delivery and what came of it.</summary>
public sealed record AttemptResponse
{
    /// <summary>Number of the attempt, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When the request was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>HTTP status code of the answer; absent when none came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StatusCode { get; init; }

    /// <summary>The decision after the attempt, such as <c>delivered</c>, <c>retry</c> or <c>failed</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Kind of failure: timeout, dns, connect, tls, reset, http, blocked or too_large; absent on success.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureClass { get; init; }

    /// <summary>The cause of the failure, as a sentence; absent on success.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>When the attempt after this one is due; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Where the time went.</summary>
    public required AttemptTimings Timings { get; init; }

    /// <summary>
    /// Beginning of the response's body, at most 16 KiB; for those who may see the destination's secrets, absent for viewers.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResponseBody { get; init; }
}

/// <summary>Phases of an attempt in milliseconds. A phase that did not take place, such as the look-up of a name on
/// a connection that was open already, is absent.</summary>
public sealed record AttemptTimings
{
    /// <summary>From the start of the attempt until the request was sent once more, at once and on a new connection, because the kept
    /// connection it had gone out on was lost before any of the answer came; absent when it was sent once. The receiver may have got
    /// both.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RepeatMs { get; init; }

    /// <summary>Looking up the host name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DnsMs { get; init; }

    /// <summary>Opening the TCP connection.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ConnectMs { get; init; }

    /// <summary>TLS handshake.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TlsMs { get; init; }

    /// <summary>From sending the request to the first byte of the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FirstByteMs { get; init; }

    /// <summary>The whole attempt.</summary>
    public required double TotalMs { get; init; }
}
