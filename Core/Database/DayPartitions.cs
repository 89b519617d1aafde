using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>
/// The day partitions of events, deliveries, attempts and their counts; the statements are in <c>DayPartitions.Sql.cs</c>. They
/// are made well ahead and by attaching, which blocks no reader or writer (docs/decisions/0044-partitions-are-attached.md).
/// </summary>
public sealed partial class DayPartitions(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>How many days ahead partitions are made. The service can go this long without housekeeping.</summary>
    private const int DaysAhead = 14;

    /// <summary>Serialises processes that make them at the same moment; any constant that nothing else uses.</summary>
    private const long AdvisoryLock = 7_305_001_003;

    /// <summary>How often a day is tried while other transactions are changing its tables.</summary>
    private const int MaxTries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Makes the missing partitions from yesterday (clocks differ) to <see cref="DaysAhead"/> days from now, each day in a transaction of
    /// its own. A day whose tables are busy for several seconds is left to the next call.
    /// </summary>
    public async Task<PartitionUpkeepResult> EnsureAsync(CancellationToken cancellationToken)
    {
        var today = Today();
        var (made, left) = (0, 0);
        foreach (var day in await FindMissingAsync(today.AddDays(-1), today.AddDays(DaysAhead), cancellationToken))
        {
            if (await EnsureAsync(day, cancellationToken) is { } count)
            {
                made += count;
            }
            else
            {
                left++;
            }
        }

        return new PartitionUpkeepResult(made, left);
    }

    /// <summary>Today (UTC) by the clock that dates this process's events.</summary>
    internal DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private async Task<IReadOnlyList<DateOnly>> FindMissingAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(MissingSql);
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            missing.Add(reader.GetFieldValue<DateOnly>(0));
        }

        return missing;
    }

    /// <summary>How many partitions were made; null when the tables were busy all the time.</summary>
    private async Task<int?> EnsureAsync(DateOnly day, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await MakeAsync(day, cancellationToken);
            }
            catch (PostgresException exception) when (
                exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (tries == MaxTries)
                {
                    return null;
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private async Task<int> MakeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ScalarAsync(connection, AloneSql, AdvisoryLock, cancellationToken);
        await using (var impatient = new NpgsqlCommand(ImpatientSql, connection))
        {
            await impatient.ExecuteNonQueryAsync(cancellationToken);
        }

        // The function returns a number, never null.
        var made = (int)(await ScalarAsync(connection, MakeSql, day, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return made;
    }

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, string sql, object value, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

/// <summary>The result of <see cref="DayPartitions.EnsureAsync(CancellationToken)"/>.</summary>
/// <param name="Made">Partitions made.</param>
/// <param name="DaysLeft">Days that still lack one, because other transactions were changing the tables.</param>
public readonly record struct PartitionUpkeepResult(int Made, int DaysLeft);
