namespace Webhooks.Core.History;

/// <summary>How the service is doing, over all tenants.</summary>
/// <param name="At">The time of this status.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Cache">Redis.</param>
/// <param name="Workers">The workers with a heartbeat within a day, the newest heartbeat first; at most
/// <see cref="SystemStatusReader.MostWorkers"/>.</param>
/// <param name="Queue">The queue; null when the database does not answer.</param>
public sealed record SystemStatus(
    DateTimeOffset At, string Version, DatabaseStatus Database, CacheStatus Cache, IReadOnlyList<WorkerStatus> Workers, QueueStatus? Queue);

/// <summary>PostgreSQL; without an answer the rest is null.</summary>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="Latency">How long the shortest query takes.</param>
/// <param name="Facts">Its version, size and connections.</param>
public sealed record DatabaseStatus(bool IsReachable, TimeSpan? Latency, DatabaseFacts? Facts);

/// <summary>Facts that PostgreSQL reports about itself.</summary>
/// <param name="Version">Such as <c>17.5</c>.</param>
/// <param name="SizeBytes">The service's database on disk.</param>
/// <param name="Connections">Connections to that database.</param>
/// <param name="MaxConnections">Connections to the server at most.</param>
public sealed record DatabaseFacts(string Version, long SizeBytes, int Connections, int MaxConnections);

/// <summary>Redis.</summary>
/// <param name="IsConfigured">Whether it is configured.</param>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="Latency">How long a ping takes; null without an answer.</param>
public sealed record CacheStatus(bool IsConfigured, bool IsReachable, TimeSpan? Latency)
{
    /// <summary>The service runs without Redis.</summary>
    public static CacheStatus NotConfigured { get; } = new(false, false, null);

    /// <summary>Redis is configured but does not answer.</summary>
    public static CacheStatus Unreachable { get; } = new(true, false, null);
}

/// <summary>One run of a worker.</summary>
/// <param name="Id">Its id; a restarted process is another worker.</param>
/// <param name="Name">Machine and process.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="HeartbeatAt">Its last heartbeat.</param>
/// <param name="IsAlive">Its last heartbeat is recent enough that its leases hold.</param>
/// <param name="Held">Deliveries it held at its last heartbeat, from claim to record; none when it is not alive.</param>
public sealed record WorkerStatus(Guid Id, string Name, DateTimeOffset StartedAt, DateTimeOffset HeartbeatAt, bool IsAlive, long Held);

/// <summary>The deliveries that wait, and their destinations.</summary>
/// <param name="Backlog">How many deliveries wait.</param>
/// <param name="OldestDueAt">The due time of the delivery that has been due for longest; null when none of an active destination is
/// due.</param>
/// <param name="WaitingDestinations">Destinations with waiting deliveries, as far as they were looked at.</param>
/// <param name="AllDestinationsSeen">False: there are more than <see cref="SystemStatusReader.MostDestinations"/>, and the rest was not
/// looked at.</param>
/// <param name="InTrouble">The destinations in trouble among them, longest overdue first; at most
/// <see cref="SystemStatusReader.MostInTrouble"/>.</param>
public sealed record QueueStatus(
    Backlog Backlog, DateTimeOffset? OldestDueAt, int WaitingDestinations, bool AllDestinationsSeen, IReadOnlyList<TroubleFound> InTrouble);

/// <summary>The number of waiting deliveries.</summary>
/// <param name="States">Deliveries by state; every state of a waiting delivery is there.</param>
/// <param name="DueNow">Due and not leased, of active destinations.</param>
/// <param name="Scheduled">Due later, of active destinations.</param>
/// <param name="IsEstimate">The queue is so long that only a sample was counted; the other numbers follow from it.</param>
public sealed record Backlog(IReadOnlyDictionary<string, long> States, long DueNow, long Scheduled, bool IsEstimate);
