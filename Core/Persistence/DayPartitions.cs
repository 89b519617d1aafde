using Npgsql;

namespace Webhooks.Core.Persistence;

/// <summary>The day partitions of events, deliveries and attempts.</summary>
public sealed class DayPartitions(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>How many days ahead partitions are made: as long may nobody look after them.</summary>
    private const int DaysAhead = 14;

    /// <summary>Makes the missing partitions from yesterday (clocks differ) to <see cref="DaysAhead"/> days from now.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> EnsureAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var command = dataSource.CreateCommand("select ensure_day_partitions($1, $2)");
        command.Parameters.Add(new() { Value = today.AddDays(-1) });
        command.Parameters.Add(new() { Value = today.AddDays(DaysAhead) });
        // The function returns a number, never null.
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
