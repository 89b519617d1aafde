using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Database;

/// <summary>The outcome of an attempt to drop a day.</summary>
public enum DayDropOutcome
{
    /// <summary>The day was dropped.</summary>
    Dropped,

    /// <summary>Deliveries of that day still wait; it stays until the last of them is finished.</summary>
    StillWaiting,

    /// <summary>Other transactions were reading or writing for too long; try again later.</summary>
    Busy,
}

/// <summary>Drops day partitions whole, in one short transaction each; the statements are in <c>DayDrops.Sql.cs</c>.</summary>
public sealed partial class DayDrops(NpgsqlDataSource dataSource)
{
    /// <summary>Attempts per minute.</summary>
    public const string MinutesTable = "attempt_minutes";

    /// <summary>Attempts per hour.</summary>
    public const string HoursTable = "attempt_hours";

    /// <summary>How often a day is tried in one turn of housekeeping; while a backup runs, each try fails.</summary>
    private const int MaxTries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// The tables that are dropped together: a delivery without its event could be neither sent nor shown, and dropped deliveries must not
    /// be counted.
    /// </summary>
    private static readonly string[] LogTables = ["events", "deliveries", "attempts", "ledger_minutes"];

    /// <summary>The days of the log (events, deliveries, attempts), oldest first.</summary>
    public Task<IReadOnlyList<DateOnly>> ListLogDaysAsync(CancellationToken cancellationToken) =>
        ListDaysAsync(LogTables[0], cancellationToken);

    /// <summary>The days of a table of counts, <see cref="MinutesTable"/> or <see cref="HoursTable"/>, oldest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> ListDaysAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ListSql);
        command.Parameters.Add(new() { Value = table });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(reader.GetFieldValue<DateOnly>(0));
        }

        return days;
    }

    /// <summary>Whether deliveries of the day's events are not finished.</summary>
    public async Task<bool> IsWaitedForAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await IsWaitedForAsync(connection, day, cancellationToken);
    }

    /// <summary>
    /// Drops a day of the log: (1) locks the tables, so that no delivery of the day can be resent from here on, (2) looks whether any
    /// waits, (3) drops the partitions, and removes the counts.
    /// </summary>
    public Task<DayDropOutcome> DropLogAsync(DateOnly day, CancellationToken cancellationToken) =>
        DropAsync(day, LogTables, connection => IsWaitedForAsync(connection, day, cancellationToken), cancellationToken);

    /// <summary>Drops a day of a table of counts, <see cref="MinutesTable"/> or <see cref="HoursTable"/>.</summary>
    public Task<DayDropOutcome> DropCountsAsync(string table, DateOnly day, CancellationToken cancellationToken) =>
        DropAsync(day, [table], static _ => Task.FromResult(false), cancellationToken);

    private async Task<DayDropOutcome> DropAsync(
        DateOnly day, string[] tables, Func<NpgsqlConnection, Task<bool>> isWaitedFor, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryDropAsync(day, tables, isWaitedFor, cancellationToken);
            }
            catch (PostgresException exception) when (IsBusy(exception))
            {
                if (tries == MaxTries)
                {
                    return DayDropOutcome.Busy;
                }

                // Longer than a try, so that publishers can work most of the time.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task<DayDropOutcome> TryDropAsync(
        DateOnly day, string[] tables, Func<NpgsqlConnection, Task<bool>> isWaitedFor, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, ImpatientSql, cancellationToken);
        await ExecuteAsync(connection, LockSql(day, tables), cancellationToken); // 1
        await ExecuteAsync(connection, PatientSql, cancellationToken);
        if (await isWaitedFor(connection)) // 2
        {
            return DayDropOutcome.StillWaiting;
        }

        await ExecuteAsync(connection, DropSql(day, tables), cancellationToken); // 3
        if (tables == LogTables)
        {
            await ExecuteAsync(connection, ForgetSql(day), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return DayDropOutcome.Dropped;
    }

    /// <summary>One of the time limits was reached, or two transactions deadlocked.</summary>
    private static bool IsBusy(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.DeadlockDetected;

    private static async Task<bool> IsWaitedForAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WaitingSql, connection)
        {
            Parameters =
            {
                new() { Value = EventTime.FirstKeyOf(RetainedDays.StartOf(day)) },
                new() { Value = EventTime.FirstKeyOf(RetainedDays.EndOf(day)) },
            },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
