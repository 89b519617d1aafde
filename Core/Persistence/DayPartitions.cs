using Npgsql;

namespace Webhooks.Core.Persistence;

/// <summary>The day partitions of events, deliveries, attempts and what is counted of them.</summary>
public sealed class DayPartitions(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>How many days ahead partitions are made: as long may nobody look after them.</summary>
    private const int DaysAhead = 14;

    /// <summary>Serialises processes that make them at the same moment; any constant that nothing else uses.</summary>
    private const long AdvisoryLock = 7_305_001_003;

    /// <summary>Makes the missing partitions from yesterday (clocks differ) to <see cref="DaysAhead"/> days from now.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> EnsureAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var alone = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = AdvisoryLock } } };
        await alone.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select ensure_day_partitions($1, $2) + ensure_stats_partitions($1, $2)", connection)
        {
            Parameters = { new() { Value = today.AddDays(-1) }, new() { Value = today.AddDays(DaysAhead) } },
        };
        // The function returns a number, never null.
        var made = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return made;
    }
}
