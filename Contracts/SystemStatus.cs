using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>How the service is doing, over all tenants.</summary>
public sealed record SystemStatusResponse
{
    /// <summary>When this was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the service.</summary>
    public required string Version { get; init; }

    /// <summary>PostgreSQL.</summary>
    public required SystemDatabase Database { get; init; }

    /// <summary>Redis.</summary>
    public required SystemCache Cache { get; init; }

    /// <summary>Workers that were heard of within a day, the newest beat first; at most 1,000.</summary>
    public required IReadOnlyList<SystemWorker> Workers { get; init; }

    /// <summary>The deliveries that wait; <see langword="null"/> when the database does not answer.</summary>
    public required SystemQueue? Queue { get; init; }
}

/// <summary>PostgreSQL. Everything but <c>reachable</c> is <see langword="null"/> when it does not answer.</summary>
public sealed record SystemDatabase
{
    /// <summary>Whether it answers.</summary>
    public required bool Reachable { get; init; }

    /// <summary>Version of the server, such as <c>17.5</c>.</summary>
    public required string? Version { get; init; }

    /// <summary>Bytes on disk of the service's database.</summary>
    public required long? SizeBytes { get; init; }

    /// <summary>Milliseconds the shortest question takes.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>Connections to the service's database.</summary>
    public required int? Connections { get; init; }

    /// <summary>Connections the server takes at most, for all its databases.</summary>
    public required int? MaxConnections { get; init; }
}

/// <summary>Redis, which makes look-ups faster and is not needed.</summary>
/// <param name="Configured">Whether the service is to use one.</param>
/// <param name="Reachable">Whether it answers; false when none is configured.</param>
/// <param name="LatencyMs">Milliseconds a ping takes; <see langword="null"/> without an answer.</param>
public sealed record SystemCache(bool Configured, bool Reachable, double? LatencyMs);

/// <summary>One run of a worker.</summary>
public sealed record SystemWorker
{
    /// <summary>Identifier; a restarted process is another worker.</summary>
    public required string Id { get; init; }

    /// <summary>Machine and process.</summary>
    public required string Name { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public required DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>Whether it was heard of within 20 seconds, so that what it has leased is its own.</summary>
    public required bool Alive { get; init; }

    /// <summary>Deliveries it had leased at its last heartbeat (every five seconds); 0 when it is not alive.</summary>
    public required long Leased { get; init; }
}

/// <summary>The deliveries that wait. Of a very long queue a sample is counted: then the counts are estimates.</summary>
public sealed record SystemQueue
{
    /// <summary>
    /// Deliveries by <see cref="DeliveryState"/>; the states that are not final, and <c>cancelled</c> for those of deleted destinations
    /// that are still to be moved out.
    /// </summary>
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>Deliveries that are due and that no worker has leased yet.</summary>
    public required long DueNow { get; init; }

    /// <summary>Deliveries that workers have leased: the state <c>delivering</c>.</summary>
    public required long Leased { get; init; }

    /// <summary>Deliveries that are due later: retries, and starts with a delay.</summary>
    public required long Scheduled { get; init; }

    /// <summary>Deliveries whose destination is paused.</summary>
    public required long Held { get; init; }

    /// <summary>The counts were made from a sample.</summary>
    public required bool Estimated { get; init; }

    /// <summary>
    /// Since when the delivery waits that is due longest, among those of active destinations; <see langword="null"/> when none is due.
    /// </summary>
    public required DateTimeOffset? OldestDueAt { get; init; }

    /// <summary>Destinations with waiting deliveries; 2,000 are looked at.</summary>
    public required int WaitingDestinations { get; init; }

    /// <summary>False when there are more destinations with waiting deliveries than are looked at.</summary>
    public required bool AllDestinationsSeen { get; init; }

    /// <summary>Destinations with waiting deliveries that somebody should look after, due longest first; at most 50.</summary>
    public required IReadOnlyList<DestinationInTrouble> DestinationsInTrouble { get; init; }
}

/// <summary>The trouble of a destination that has deliveries waiting.</summary>
public static class DestinationTrouble
{
    /// <summary>The service paused it.</summary>
    public const string Disabled = "disabled";

    /// <summary>Its breaker is open: so many attempts failed that nothing is sent for now.</summary>
    public const string Open = "open";

    /// <summary>At least half of its attempts within 15 minutes failed.</summary>
    public const string Failing = "failing";

    /// <summary>Its first delivery has been due for more than a minute.</summary>
    public const string Behind = "behind";
}

/// <summary>A destination with waiting deliveries that somebody should look after.</summary>
public sealed record DestinationInTrouble
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The destination; <c>agent:</c> and an agent's identifier for its <c>runUrl</c>.</summary>
    public required string DestinationId { get; init; }

    /// <summary>The destination's name.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="DestinationTrouble"/>.</summary>
    public required string Trouble { get; init; }

    /// <summary>Why the service paused it; absent when it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>While its breaker is open: from then on one delivery is tried; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Deliveries that wait; 1000 means that many or more.</summary>
    public required int Waiting { get; init; }

    /// <summary>When the first of them is, or was, due.</summary>
    public required DateTimeOffset OldestDueAt { get; init; }

    /// <summary>Attempts of the last 15 minutes the receiver took.</summary>
    public required long DeliveredLately { get; init; }

    /// <summary>Attempts of the last 15 minutes that failed.</summary>
    public required long FailedLately { get; init; }
}
