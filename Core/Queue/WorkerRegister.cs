using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>
/// The workers of the queue. A worker is alive while it sends heartbeats. Any other worker frees the leases of a silent one, a bounded part
/// at a time, so that neither the freeing worker nor the queue is held up, however long the queue is.
/// </summary>
/// <param name="dataSource">A pool of its own: a heartbeat must not wait for connections that deliveries use.</param>
/// <param name="pagesAtOnce">Pages of the queue that are read at once, at least 1; 4,096 are 32 MB with PostgreSQL's usual pages.</param>
public sealed partial class WorkerRegister(NpgsqlDataSource dataSource, int pagesAtOnce = 4_096)
{
    /// <summary>Leases of a worker that has been silent for this long are freed by any other.</summary>
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(20);

    /// <summary>The most destinations whose concurrency a worker reports.</summary>
    public const int MostCaps = 200;

    /// <summary>A worker that frees leases reports after every part. When it is silent for this long, another one goes on.</summary>
    private static readonly TimeSpan ReleaserSilenceAllowed = TimeSpan.FromSeconds(10);

    /// <summary>Writes this worker's heartbeat.</summary>
    /// <param name="workerId">The worker.</param>
    /// <param name="workerName">Its name for people.</param>
    /// <param name="held">Deliveries it holds now, from claim to record; for people, nothing is decided by it.</param>
    /// <param name="caps">Its concurrency at the destinations it used last, at most <see cref="MostCaps"/>; for people
    /// too.</param>
    /// <param name="cancellationToken">Cancels; whether the heartbeat was written is not known then.</param>
    public async Task<WorkerBeat> BeatAsync(
        Guid workerId, string workerName, int held, IReadOnlyCollection<DestinationCap> caps, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(caps.Count, MostCaps);
        await using var command = dataSource.CreateCommand(HeartbeatSql);
        command.Parameters.Add(new() { Value = workerId });
        command.Parameters.Add(new() { Value = workerName });
        command.Parameters.Add(Interval(SilenceAllowed));
        command.Parameters.Add(new() { Value = held });
        command.Parameters.Add(ArrayOrNull(caps.Select(cap => cap.DestinationNo), NpgsqlDbType.Bigint));
        command.Parameters.Add(ArrayOrNull(caps.Select(cap => cap.Concurrency), NpgsqlDbType.Smallint));
        command.Parameters.Add(Interval(ReleaserSilenceAllowed));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new WorkerBeat(reader.GetFieldValue<DateTimeOffset>(0), reader.GetBoolean(1), reader.GetFieldValue<Guid[]>(2));
    }

    /// <inheritdoc cref="BeatAsync(Guid, string, int, IReadOnlyCollection{DestinationCap}, CancellationToken)"/>
    public Task<WorkerBeat> BeatAsync(Guid workerId, string workerName, CancellationToken cancellationToken) =>
        BeatAsync(workerId, workerName, 0, [], cancellationToken);

    /// <summary>
    /// Frees the leases of a silent worker, part by part; frees nothing if it is not silent after all or another worker is freeing them.
    /// </summary>
    /// <returns>After each part in which anything was freed: how many deliveries, and of which destinations.</returns>
    public async IAsyncEnumerable<ReleasedLeases> ReleaseSilentAsync(
        Guid silent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ExecuteAsync(
            TakeSilentSql, cancellationToken, new() { Value = silent }, Interval(SilenceAllowed), Interval(ReleaserSilenceAllowed)) == 0)
        {
            yield break;
        }

        var pages = await CountPagesAsync(cancellationToken);
        for (var first = 0L; first < pages; first += pagesAtOnce)
        {
            if (await ReleasePagesAsync(silent, first, cancellationToken) is { Count: > 0 } released)
            {
                yield return released;
            }

            await ExecuteAsync(StillReleasingSql, cancellationToken, new NpgsqlParameter { Value = silent });
        }

        await ExecuteAsync(FreedSql, cancellationToken, new NpgsqlParameter { Value = silent });
    }

    /// <summary>Removes the worker from the list; leases it still holds are free immediately.</summary>
    public async Task LeaveAsync(Guid workerId, bool holdsLeases, CancellationToken cancellationToken)
    {
        var pages = holdsLeases ? await CountPagesAsync(cancellationToken) : 0;
        for (var first = 0L; first < pages; first += pagesAtOnce)
        {
            await ReleasePagesAsync(workerId, first, cancellationToken);
        }

        await ExecuteAsync(LeaveSql, cancellationToken, new NpgsqlParameter { Value = workerId });
    }

    /// <summary>
    /// Frees leases of workers that are not alive, regardless of what was freed before: the fallback behind the heartbeat.
    /// </summary>
    /// <returns>How many deliveries were freed.</returns>
    public async Task<int> ReleaseOrphansAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        var pages = await CountPagesAsync(cancellationToken);
        for (var first = 0L; first < pages; first += pagesAtOnce)
        {
            released += await ExecuteAsync(
                ReleaseOrphanPagesSql, cancellationToken, Interval(SilenceAllowed), new() { Value = first },
                new() { Value = first + pagesAtOnce });
        }

        return released;
    }

    private async Task<ReleasedLeases> ReleasePagesAsync(Guid workerId, long firstPage, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReleasePagesSql);
        command.Parameters.Add(new() { Value = workerId });
        command.Parameters.Add(new() { Value = firstPage });
        command.Parameters.Add(new() { Value = firstPage + pagesAtOnce });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var count = 0L;
        var destinations = new List<DueDestination>();
        while (await reader.ReadAsync(cancellationToken))
        {
            destinations.Add(new(reader.GetInt64(0), reader.GetInt64(1)));
            count += reader.GetInt64(2);
        }

        return new ReleasedLeases(count, destinations);
    }

    private async Task<long> CountPagesAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(PagesSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // A select without a table has one row.
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Interval(TimeSpan time) => new() { Value = time, NpgsqlDbType = NpgsqlDbType.Interval };

    /// <summary>Null rather than an empty array: a worker with nothing to do writes no more than that.</summary>
    private static NpgsqlParameter ArrayOrNull<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray() is { Length: > 0 } array ? array : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | type };
}

/// <summary>The database's answer to a heartbeat.</summary>
/// <param name="DatabaseTime">The database's time, which decides.</param>
/// <param name="IsKnown">False = it counted as dead: its leases are being released, and it has to continue under a new id.</param>
/// <param name="Silent">Silent workers whose leases have not been freed yet.</param>
public sealed record WorkerBeat(DateTimeOffset DatabaseTime, bool IsKnown, IReadOnlyList<Guid> Silent);

/// <summary>Released leases of a worker that counted as dead.</summary>
/// <param name="Count">How many deliveries.</param>
/// <param name="Destinations">The destinations of these deliveries.</param>
public sealed record ReleasedLeases(long Count, IReadOnlyList<DueDestination> Destinations);

/// <summary>How much one worker may have in flight at a destination.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Concurrency">Attempts in flight at most, 1 to 1,000.</param>
public readonly record struct DestinationCap(long DestinationNo, short Concurrency);
