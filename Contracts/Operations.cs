using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>The kind of an operation: what it does.</summary>
public static class OperationKind
{
    /// <summary>Sends a selection of deliveries again.</summary>
    public const string Resend = "resend";

    /// <summary>Sends again what was given up for one destination.</summary>
    public const string Recover = "recover";

    /// <summary>Delivers the events that match one destination and were never fanned out to it.</summary>
    public const string ReplayMissing = "replay-missing";

    /// <summary>Sends one event to every destination that matches it now.</summary>
    public const string Replay = "replay";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Resend, Recover, ReplayMissing, Replay];
}

/// <summary>Where an operation stands.</summary>
public static class OperationState
{
    /// <summary>Has not begun.</summary>
    public const string Pending = "pending";

    /// <summary>Is under way.</summary>
    public const string Running = "running";

    /// <summary>Everything selected was dealt with. Final.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Given up; the error says why. What was done until then stays. Final.</summary>
    public const string Failed = "failed";

    /// <summary>Called off. What was done until then stays. Final.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Running, Succeeded, Failed, Cancelled];

    /// <summary>Whether an operation in this state has turns to come.</summary>
    public static bool IsOpen(string state) => state is Pending or Running;
}

/// <summary>One-off work on many deliveries of a project, done in the background.</summary>
public sealed record OperationResponse
{
    /// <summary>Identifier, prefixed <c>op_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="OperationKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="OperationState"/>.</summary>
    public required string State { get; init; }

    /// <summary>The parameters of the request.</summary>
    public required OperationParameters Parameters { get; init; }

    /// <summary>How far it is.</summary>
    public required OperationProgress Progress { get; init; }

    /// <summary>Why it failed, or why its last step has to be done again; <see langword="null"/> otherwise.</summary>
    public required string? Error { get; init; }

    /// <summary>The caller that requested it.</summary>
    public required AuditActor StartedBy { get; init; }

    /// <summary>When it was asked for. It is about events from before this time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began; <see langword="null"/> before.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final state; <see langword="null"/> before.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>
/// How far an operation is, in deliveries. When it succeeds, <paramref name="Done"/> and <paramref name="Failed"/> add up to
/// <paramref name="Total"/>.
/// </summary>
/// <param name="Total">How many are selected; <see langword="null"/> while they are counted.</param>
/// <param name="Done">How many were made due. The workers send them; what comes of it is in the deliveries.</param>
/// <param name="Failed">How many could not be made due: an attempt was under way, the destination was deleted, or there is no such
/// delivery.</param>
public sealed record OperationProgress(int? Total, int Done, int Failed);

/// <summary>The parameters of an operation; those that its kind does not use are absent.</summary>
public sealed record OperationParameters
{
    /// <summary>Resend: how many deliveries were named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DeliveryCount { get; init; }

    /// <summary>Resend: the filter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeliveryFilter? Filter { get; init; }

    /// <summary>Recover and replay-missing: the destination.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DestinationId { get; init; }

    /// <summary>Recover and replay-missing: events of this time or later.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Recover and replay-missing: events before this time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Replay: the event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EventId { get; init; }
}

/// <summary>Which deliveries to send again: named ones, or those that fit a filter; one of the two.</summary>
public sealed record ResendDeliveriesRequest
{
    /// <summary>1 to 1,000 identifiers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Length(1, 1_000)]
    [Text(255)]
    public IReadOnlyList<string>? DeliveryIds { get; init; }

    /// <summary>The filter of the list of deliveries, with at least one member.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeliveryFilter? Filter { get; init; }
}

/// <summary>Of which time a destination is to get what it missed.</summary>
/// <param name="Since">Events of this time or later.</param>
/// <param name="Until">Events before this time; now when left out.</param>
public sealed record RecoverDestinationRequest(
    DateTimeOffset Since, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Until = null);

/// <summary>Of which time a destination is to get what it was never sent.</summary>
/// <param name="Since">Events of this time or later.</param>
/// <param name="Until">Events before this time; now when left out.</param>
public sealed record ReplayMissingRequest(
    DateTimeOffset Since, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Until = null);
