using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>How a webhook destination is doing, in a word.</summary>
public static class DestinationHealthState
{
    /// <summary>The attempts of the last 15 minutes were mostly delivered, or there were none.</summary>
    public const string Healthy = "healthy";

    /// <summary>At least half of the attempts of the last 15 minutes failed.</summary>
    public const string Failing = "failing";

    /// <summary>Its breaker is open: so many attempts failed that nothing is sent for now.</summary>
    public const string Open = "open";

    /// <summary>The service disabled it.</summary>
    public const string Disabled = "disabled";

    /// <summary>A user paused it.</summary>
    public const string Paused = "paused";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Healthy, Failing, Open, Disabled, Paused];
}

/// <summary>How a webhook destination is doing, and what follows.</summary>
public sealed record DestinationHealthResponse
{
    /// <summary>
    /// <c>healthy</c>, <c>failing</c> (at least half of the attempts of the last 15 minutes failed), <c>open</c> (so many failed that
    /// nothing is sent for now), <c>disabled</c> (by the service) or <c>paused</c> (by somebody).
    /// </summary>
    public required string State { get; init; }

    /// <summary>Since when, as far as is known; absent when healthy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why the service disabled it; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>
    /// While <c>open</c>: from then on one delivery is tried, and decides how it goes on. Deliveries that wait for it use up no attempt.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Attempts of the last 15 minutes that were delivered.</summary>
    public required long DeliveredLately { get; init; }

    /// <summary>Attempts of the last 15 minutes that failed.</summary>
    public required long FailedLately { get; init; }

    /// <summary>Failed attempts since the last one that was delivered, counted by the hour; 0 when healthy.</summary>
    public required long ConsecutiveFailures { get; init; }

    /// <summary>Deliveries that workers have leased for it: being sent, or about to be; counted up to 1,000.</summary>
    public required int InFlight { get; init; }

    /// <summary>
    /// How many of them may be sent at once, over all workers. Each begins with 4, adds one for every delivery that is taken, up to 64, and
    /// halves when the receiver is overloaded or too slow. As of their last heartbeats (every five seconds); absent when none has sent
    /// anything lately.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Concurrency { get; init; }

    /// <summary>When the audit records began to warn that it will be disabled; absent when it will not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>When it will be disabled, if all attempts go on failing; absent when that is not near.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DisablesAt { get; init; }
}
