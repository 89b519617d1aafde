using Npgsql;
using NpgsqlTypes;
using StackExchange.Redis;
using Webhooks.Contracts;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>
/// Reads how the service is doing. Its cost is bounded, however long the queue is and however many destinations there are; the statements
/// are in <c>SystemStatusReader.Sql.cs</c>.
/// </summary>
/// <param name="dataSource">The database.</param>
/// <param name="redis">null = not configured.</param>
/// <param name="clock">Measures latencies; the moments shown are the database's.</param>
public sealed partial class SystemStatusReader(NpgsqlDataSource dataSource, IConnectionMultiplexer? redis, TimeProvider clock)
{
    /// <summary>Workers shown at most.</summary>
    public const int MostWorkers = 1_000;

    /// <summary>Destinations with waiting deliveries that are looked at.</summary>
    public const int MostDestinations = 2_000;

    /// <summary>Destinations in trouble shown at most.</summary>
    public const int MostInTrouble = 50;

    /// <summary>Waiting deliveries of one of them are counted up to this.</summary>
    public const int MostCounted = 1_000;

    /// <summary>Pages of the queue that are counted; of a longer queue, a sample of about this many: up to 160,000 deliveries.</summary>
    private const int MostPages = 2_048;

    private static readonly string[] WaitingStates =
        [DeliveryState.Pending, DeliveryState.Delivering, DeliveryState.Retrying, DeliveryState.Held, DeliveryState.Cancelled];

    private static readonly string Version = typeof(SystemStatusReader).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    private static readonly TimeSpan CachePatience = TimeSpan.FromMilliseconds(250);

    /// <summary>The current status. A database or cache that does not answer is a finding, not an error.</summary>
    public async Task<SystemStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var cache = await PingCacheAsync();
        var (connection, latency) = await ConnectAsync(cancellationToken);
        if (connection is null)
        {
            return new(clock.GetUtcNow(), Version, new(false, null, null), cache, [], null);
        }

        await using (connection)
        {
            // Before the time is read, so that no heartbeat is later than the time.
            var workers = await ReadWorkersAsync(connection, cancellationToken);
            var (facts, now) = await ReadFactsAsync(connection, cancellationToken);
            var queue = await ReadQueueAsync(connection, now, cancellationToken);
            return new(now, Version, new(true, latency, facts), cache, workers, queue);
        }
    }

    private async Task<CacheStatus> PingCacheAsync()
    {
        if (redis is null)
        {
            return CacheStatus.NotConfigured;
        }

        try
        {
            var started = clock.GetTimestamp();
            await redis.GetDatabase().PingAsync().WaitAsync(CachePatience, clock);
            return new(true, true, clock.GetElapsedTime(started));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return CacheStatus.Unreachable;
        }
    }

    /// <summary>A connection that answers, and how soon; null when there is none.</summary>
    private async Task<(NpgsqlConnection? Connection, TimeSpan Latency)> ConnectAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var ping = new NpgsqlCommand(PingSql, connection);
            var started = clock.GetTimestamp();
            await ping.ExecuteScalarAsync(cancellationToken);
            return (connection, clock.GetElapsedTime(started));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            return (null, default);
        }
    }

    private static async Task<(DatabaseFacts Facts, DateTimeOffset Now)> ReadFactsAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FactsSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        // Distributions add their name: "17.5 (Debian 17.5-1)".
        var version = reader.GetString(0).Split(' ')[0];
        return (new(version, reader.GetInt64(1), reader.GetInt32(2), reader.GetInt32(3)), reader.GetFieldValue<DateTimeOffset>(4));
    }

    private static async Task<List<WorkerStatus>> ReadWorkersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WorkersSql, connection)
        {
            Parameters =
                { new() { Value = WorkerRegister.SilenceAllowed, NpgsqlDbType = NpgsqlDbType.Interval }, new() { Value = MostWorkers } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var workers = new List<WorkerStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var alive = reader.GetBoolean(4);
            workers.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3),
                alive,
                alive ? reader.GetInt32(5) : 0));
        }

        return workers;
    }

    private static async Task<QueueStatus> ReadQueueAsync(
        NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var backlog = await ReadBacklogAsync(connection, MostPages, cancellationToken);
        var (waiting, allSeen) = await ReadWaitingAsync(connection, cancellationToken);
        var oldest = waiting.Find(destination => destination.IsEnabled)?.OldestDueAt;
        var troubled = waiting.Select(destination => (Destination: destination, Trouble: TroubleRules.Find(destination, now)))
            .Where(found => found.Trouble is not null).Take(MostInTrouble).ToList();
        var counts = await CountAsync(connection, [.. troubled.Select(found => found.Destination.DestinationNo)], cancellationToken);
        return new(
            backlog,
            oldest <= now ? oldest : null,
            waiting.Count,
            allSeen,
            // Only those with a trouble are left.
            [.. troubled.Select(found => new TroubleFound(found.Destination, found.Trouble!, counts[found.Destination.DestinationNo]))]);
    }

    /// <summary>Counts the waiting deliveries, or a sample of them when the queue has more pages than allowed.</summary>
    internal static async Task<Backlog> ReadBacklogAsync(NpgsqlConnection connection, int mostPages, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BacklogSql, connection) { Parameters = { new() { Value = (double)mostPages } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var states = WaitingStates.ToDictionary(state => state, _ => 0L);
        var (dueNow, scheduled, isSample) = (0L, 0L, false);
        while (await reader.ReadAsync(cancellationToken))
        {
            var part = reader.GetDouble(0);
            isSample |= part < 1;
            var (state, isDue) = (reader.GetString(1), reader.GetBoolean(2));
            var count = (long)Math.Round(reader.GetInt64(3) / part);
            states[state] += count;
            if (state is DeliveryState.Pending or DeliveryState.Retrying)
            {
                dueNow += isDue ? count : 0;
                scheduled += isDue ? 0 : count;
            }
        }

        return new(states, dueNow, scheduled, isSample);
    }

    /// <summary>The destinations, due longest first, and whether there are more.</summary>
    private static async Task<(List<WaitingAtDestination> Waiting, bool AllSeen)> ReadWaitingAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WaitingSql, connection)
        {
            Parameters =
            {
                new() { Value = MostDestinations },
                new() { Value = TroubleRules.Lately, NpgsqlDbType = NpgsqlDbType.Interval },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<WaitingAtDestination>();
        var seen = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new()
            {
                DestinationNo = reader.GetInt64(0),
                TenantId = reader.GetString(1),
                ProjectId = reader.GetString(2),
                DestinationId = reader.GetString(3),
                Name = reader.GetString(4),
                IsEnabled = reader.GetBoolean(5),
                DisabledReason = reader.IsDBNull(6) ? null : reader.GetString(6),
                OldestDueAt = reader.GetFieldValue<DateTimeOffset>(7),
                DeliveredLately = reader.GetInt64(8),
                FailedLately = reader.GetInt64(9),
                OpenUntil = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
            });
            seen = reader.GetInt64(10);
        }

        return (found, seen < MostDestinations);
    }

    private static async Task<Dictionary<long, int>> CountAsync(
        NpgsqlConnection connection, long[] destinationNos, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand(CountSql, connection) { Parameters = { new() { Value = destinationNos }, new() { Value = MostCounted } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<long, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts[reader.GetInt64(0)] = reader.GetInt32(1);
        }

        return counts;
    }
}
