namespace Webhooks.Core.History;

/// <summary>How the service is doing, over all tenants.</summary>
/// <param name="At">When this was so.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Cache">Redis.</param>
/// <param name="Workers">The workers that were heard of within a day, the newest beat first; at most
/// <see cref="SystemStatusReader.MostWorkers"/>.</param>
/// <param name="Queue">What waits; null when the database does not answer.</param>
public sealed record SystemStatus(
    DateTimeOffset At, string Version, DatabaseStatus Database, CacheStatus Cache, IReadOnlyList<WorkerStatus> Workers, QueueStatus? Queue);

/// <summary>PostgreSQL; without an answer the rest is null.</summary>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="Latency">How long the shortest question takes.</param>
/// <param name="Facts">What it says of itself.</param>
public sealed record DatabaseStatus(bool IsReachable, TimeSpan? Latency, DatabaseFacts? Facts);

/// <summary>What PostgreSQL says of itself.</summary>
/// <param name="Version">Such as <c>17.5</c>.</param>
/// <param name="SizeBytes">The service's database on disk.</param>
/// <param name="Connections">Connections to that database.</param>
/// <param name="MaxConnections">Connections to the server at most.</param>
public sealed record DatabaseFacts(string Version, long SizeBytes, int Connections, int MaxConnections);

/// <summary>Redis.</summary>
/// <param name="IsConfigured">Whether there is to be one.</param>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="Latency">How long a ping takes; null without an answer.</param>
public sealed record CacheStatus(bool IsConfigured, bool IsReachable, TimeSpan? Latency)
{
    /// <summary>The service runs without one.</summary>
    public static CacheStatus NotConfigured { get; } = new(false, false, null);

    /// <summary>There is to be one, and it does not answer.</summary>
    public static CacheStatus Unreachable { get; } = new(true, false, null);
}

/// <summary>One run of a worker.</summary>
/// <param name="Id">Its id; a restarted process is another worker.</param>
/// <param name="Name">Machine and process.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="HeartbeatAt">When it was last heard of.</param>
/// <param name="IsAlive">Heard of so lately that its leases hold.</param>
/// <param name="Held">Deliveries it held at its last beat, from claim to record; none when it is not alive.</param>
public sealed record WorkerStatus(Guid Id, string Name, DateTimeOffset StartedAt, DateTimeOffset HeartbeatAt, bool IsAlive, long Held);

/// <summary>What waits to be delivered.</summary>
/// <param name="Backlog">How much.</param>
/// <param name="OldestDueAt">Since when the delivery that is due longest waits; null when none of an active destination is due.</param>
/// <param name="WaitingDestinations">Destinations with waiting deliveries, as far as they were looked at.</param>
/// <param name="AllDestinationsSeen">False: there are more than <see cref="SystemStatusReader.MostDestinations"/>, and the rest was not
/// looked at.</param>
/// <param name="InTrouble">Of them those in trouble, due longest first; at most <see cref="SystemStatusReader.MostInTrouble"/>.</param>
public sealed record QueueStatus(
    Backlog Backlog, DateTimeOffset? OldestDueAt, int WaitingDestinations, bool AllDestinationsSeen, IReadOnlyList<TroubleFound> InTrouble);

/// <summary>How much waits.</summary>
/// <param name="States">Deliveries by state; every state of a waiting delivery is there.</param>
/// <param name="DueNow">Due and not leased, of active destinations.</param>
/// <param name="Scheduled">Due later, of active destinations.</param>
/// <param name="IsEstimate">The queue is so long that only a sample was counted; the other numbers follow from it.</param>
public sealed record Backlog(IReadOnlyDictionary<string, long> States, long DueNow, long Scheduled, bool IsEstimate);
