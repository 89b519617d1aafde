using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Database;

/// <summary>
/// Checks whether the database can work, in a bounded time, even if it is frozen: then it accepts connections but never answers. Callers
/// that check at the same time share one check.
/// </summary>
public sealed partial class DatabasePulse(
    NpgsqlDataSource dataSource, DayPartitions partitions, TimeProvider clock, ILogger<DatabasePulse> logger)
{
    /// <summary>How long a check takes at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>The pause between two checks while the database is away.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>The first may meet a pooled connection to a server that has been restarted since.</summary>
    private const int MaxTries = 2;

    /// <summary>
    /// Reads whether it takes changes, its time, and the first of the days $1 to $2 that lacks a partition. Reads the catalogue only.
    /// </summary>
    private const string LookSql = $"""
        select current_setting('transaction_read_only')::boolean, clock_timestamp(), (select min(missing.day) from ({DayPartitions.MissingSql}) as missing)
        """;

    private readonly SharedReads<int, DatabaseLook> looks = new();
    private int watching;

    /// <summary>
    /// Whether the last check found that the database does not answer; it is checked again every half second, until it does.
    /// </summary>
    public bool IsAway => Volatile.Read(ref watching) != 0;

    /// <summary>Checks the database.</summary>
    public async Task<DatabaseLook> LookAsync()
    {
        var look = await LookOnceAsync();
        if (look.Trouble is DatabaseTrouble.Away && Interlocked.Exchange(ref watching, 1) == 0)
        {
            _ = WatchAsync();
        }

        return look;
    }

    private async Task WatchAsync()
    {
        try
        {
            do
            {
                await Task.Delay(LookAgainAfter, clock);
            }
            while ((await LookOnceAsync()).Trouble is DatabaseTrouble.Away);

            DatabasePulseLog.AnswersAgain(logger);
        }
        finally
        {
            Volatile.Write(ref watching, 0);
        }
    }

    private async Task<DatabaseLook> LookOnceAsync()
    {
        try
        {
            return await looks.GetAsync(0, AskAsync, CancellationToken.None).WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            return DatabaseLook.Away($"no answer within {Patience.TotalSeconds:0.#} s");
        }
    }

    private async Task<DatabaseLook> AskAsync(int _)
    {
        // Ends the check itself, a moment after the callers that wait for it: the next check takes another connection.
        using var patience = new CancellationTokenSource(Patience, clock);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                return DatabaseLook.Away($"no answer within {Patience.TotalSeconds:0.#} s");
            }
            catch (ObjectDisposedException)
            {
                return DatabaseLook.Away("this process is ending");
            }
            catch (Exception exception) when (DatabaseTroubles.Find(exception) is not null)
            {
                if (tries == MaxTries || patience.IsCancellationRequested)
                {
                    return new DatabaseLook(DatabaseTroubles.Find(exception), DatabaseTroubles.ReasonOf(exception), TimeSpan.Zero, null);
                }
            }
        }
    }

    private async Task<DatabaseLook> ReadAsync(CancellationToken cancellationToken)
    {
        var today = partitions.Today();
        await using var command = dataSource.CreateCommand(LookSql);
        command.Parameters.Add(new() { Value = today });
        command.Parameters.Add(new() { Value = today.AddDays(1) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var ahead = clock.GetUtcNow() - reader.GetFieldValue<DateTimeOffset>(1);
        DateOnly? missing = await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetFieldValue<DateOnly>(2);
        DatabaseTrouble? trouble =
            reader.GetBoolean(0) ? DatabaseTrouble.ReadOnly : missing == today ? DatabaseTrouble.PartitionMissing : null;
        return new DatabaseLook(trouble, null, ahead, missing);
    }

    private static partial class DatabasePulseLog
    {
        [LoggerMessage(EventIds.DatabaseAnswersAgain, LogLevel.Information, "The database answers again.")]
        public static partial void AnswersAgain(ILogger logger);
    }
}

/// <summary>The result of a check of the database.</summary>
/// <param name="Trouble">Why it cannot work; null when it can.</param>
/// <param name="Reason">Its message; null = none beyond the trouble.</param>
/// <param name="ClockAhead">By how much this process's clock is ahead of the database's; negative: behind.</param>
/// <param name="MissingDay">Today or tomorrow (UTC) when it lacks a partition, else null.</param>
public sealed record DatabaseLook(DatabaseTrouble? Trouble, string? Reason, TimeSpan ClockAhead, DateOnly? MissingDay)
{
    internal static DatabaseLook Away(string reason) => new(DatabaseTrouble.Away, reason, TimeSpan.Zero, null);
}
