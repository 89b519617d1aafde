using Npgsql;
using NpgsqlTypes;

namespace Webhooks.Core.Deliveries;

/// <summary>
/// PostgreSQL as the queue: hands each due delivery to exactly one worker and records what came of it. A lease fences every write; the
/// statements are in <c>DeliveryQueue.Sql.cs</c> and <c>DeliveryQueue.Claim.Sql.cs</c>.
/// </summary>
public sealed partial class DeliveryQueue(NpgsqlDataSource dataSource)
{
    /// <summary>Leases of a worker that has been silent for this long are released by any other.</summary>
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(20);

    /// <summary>Destinations whose concurrency a worker tells at most.</summary>
    public const int MostCaps = 200;

    /// <summary>Destinations with waiting deliveries, at most <paramref name="limit"/>, with numbers above <paramref name="after"/>.</summary>
    /// <returns>The active ones, of those with an open breaker the ones that may be tried, and the number to go on after; null when there are no more.</returns>
    public async Task<(IReadOnlyList<WaitingDestination> Active, long? Last)> FindWaitingDestinationsAsync(
        long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(WaitingDestinationsSql);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var active = new List<WaitingDestination>();
        var read = 0;
        var last = after;
        while (await reader.ReadAsync(cancellationToken))
        {
            read++;
            last = reader.GetInt64(1);
            if (reader.GetBoolean(3))
            {
                active.Add(new(new(reader.GetInt64(0), last), reader.GetFieldValue<DateTimeOffset>(2), reader.GetBoolean(4)));
            }
        }

        return (active, read < limit ? null : last);
    }

    /// <summary>Gives back deliveries that were claimed and not attempted.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
        {
            return;
        }

        await using var command = dataSource.CreateCommand(ReleaseSql);
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.ProjectNo).ToArray() });
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.EventKey).ToArray() });
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.DestinationNo).ToArray() });
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.LeaseId).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc cref="BeatAsync(Guid, string, int, IReadOnlyCollection{DestinationCap}, CancellationToken)"/>
    public Task<(long Released, IReadOnlyList<DueDestination> Destinations)> BeatAsync(
        Guid workerId, string workerName, CancellationToken cancellationToken) => BeatAsync(workerId, workerName, 0, [], cancellationToken);

    /// <summary>Says this worker lives and releases the leases of silent ones.</summary>
    /// <param name="workerId">The worker.</param>
    /// <param name="workerName">What people know it by.</param>
    /// <param name="held">Deliveries it holds now, from claim to record; for people, nothing is decided by it.</param>
    /// <param name="caps">What it may have in flight at the destinations it used last, at most <see cref="MostCaps"/>; for people too.</param>
    /// <param name="cancellationToken">Gives up; whether this worker was heard is not known then.</param>
    /// <returns>How many deliveries were released, and whose they are.</returns>
    public async Task<(long Released, IReadOnlyList<DueDestination> Destinations)> BeatAsync(
        Guid workerId, string workerName, int held, IReadOnlyCollection<DestinationCap> caps, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(caps.Count, MostCaps);
        await using var command = dataSource.CreateCommand(HeartbeatSql);
        command.Parameters.Add(new() { Value = workerId });
        command.Parameters.Add(new() { Value = workerName });
        command.Parameters.Add(SilenceParameter());
        command.Parameters.Add(new() { Value = held });
        command.Parameters.Add(ArrayOrNull(caps.Select(cap => cap.DestinationNo), NpgsqlDbType.Bigint));
        command.Parameters.Add(ArrayOrNull(caps.Select(cap => cap.Concurrency), NpgsqlDbType.Smallint));
        var silent = await ReadIdsAsync(command, cancellationToken);
        return silent.Count == 0 ? (0, []) : await ReleaseSilentAsync([.. silent], cancellationToken);
    }

    /// <summary>Takes the worker off the list; what it still holds, if anything, is free at once.</summary>
    public async Task LeaveAsync(Guid workerId, bool holdsLeases, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (holdsLeases)
        {
            await ReleaseWorkersAsync(connection, [workerId], cancellationToken);
        }

        await using var command = new NpgsqlCommand(LeaveSql, connection) { Parameters = { new() { Value = workerId } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Frees leases of workers that are not alive, whatever was released before: the second line behind the heartbeat.</summary>
    /// <returns>How many deliveries were released.</returns>
    public async Task<int> ReleaseOrphansAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new(AllowScanSql));
        batch.BatchCommands.Add(new(ReleaseOrphansSql) { Parameters = { SilenceParameter() } });
        // The first statement is a select and affects no row.
        return Math.Max(0, await batch.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>Null rather than an empty array: a worker with nothing to do writes no more than that.</summary>
    private static NpgsqlParameter ArrayOrNull<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray() is { Length: > 0 } array ? array : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static NpgsqlParameter SilenceParameter() => new() { Value = SilenceAllowed, NpgsqlDbType = NpgsqlDbType.Interval };

    private async Task<(long Released, IReadOnlyList<DueDestination> Destinations)> ReleaseSilentAsync(Guid[] silent, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var take = new NpgsqlCommand(TakeSilentSql, connection) { Parameters = { new() { Value = silent }, SilenceParameter() } };
        var taken = await ReadIdsAsync(take, cancellationToken);
        var released = taken.Count == 0 ? (0, []) : await ReleaseWorkersAsync(connection, [.. taken], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return released;
    }

    private static async Task<(long Released, IReadOnlyList<DueDestination> Destinations)> ReleaseWorkersAsync(
        NpgsqlConnection connection, Guid[] workerIds, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new(AllowScanSql));
        batch.BatchCommands.Add(new(ReleaseWorkersSql) { Parameters = { new() { Value = workerIds } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var released = 0L;
        var destinations = new List<DueDestination>();
        while (await reader.ReadAsync(cancellationToken))
        {
            destinations.Add(new(reader.GetInt64(0), reader.GetInt64(1)));
            released += reader.GetInt64(2);
        }

        return (released, destinations);
    }

    private static async Task<List<Guid>> ReadIdsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
