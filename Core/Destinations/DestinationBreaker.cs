using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Destinations;

/// <summary>
/// Opens and closes the breakers of destinations for all workers: an open one is a time in the destination's row, which every claim reads
/// anyway. Called only for destinations with failed attempts; the decisions are <see cref="BreakerRules"/>', the statements are in
/// <c>DestinationBreaker.Sql.cs</c>.
/// </summary>
public sealed partial class DestinationBreaker(NpgsqlDataSource dataSource, IOptions<HealthOptions> options)
{
    /// <summary>Marks the destinations that fail, and opens the breakers of those that fail too often.</summary>
    /// <param name="destinationNos">Destinations with recorded attempts that the receiver did not answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The breakers opened now, and until when.</returns>
    public async Task<IReadOnlyList<OpenedBreaker>> ReviewAsync(
        IReadOnlyCollection<long> destinationNos, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(destinationNos, cancellationToken);
        await MarkFailingAsync([.. found.Where(one => !one.IsMarked).Select(one => one.DestinationNo)], cancellationToken);
        return await OpenAsync(
            [.. found.Where(one => !one.IsOpen && BreakerRules.Opens(one.LastMinute, options.Value.BreakerAttempts))], cancellationToken);
    }

    /// <summary>The receiver answered a probe: the breaker closes.</summary>
    /// <returns>The destination, which is due again; null = its breaker was not open any more.</returns>
    public async Task<DueDestination?> CloseAsync(long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(CloseSql);
        command.Parameters.Add(new() { Value = destinationNo });
        return await command.ExecuteScalarAsync(cancellationToken) is long tenantNo ? new DueDestination(tenantNo, destinationNo) : null;
    }

    /// <summary>The receiver did not answer a probe: the breaker opens for twice as long.</summary>
    /// <returns>Until when; null = it was not open any more.</returns>
    public async Task<DateTimeOffset?> ReopenAsync(long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(TimesSql);
        command.Parameters.Add(new() { Value = destinationNo });
        return await command.ExecuteScalarAsync(cancellationToken) is int times
            ? await ReopenAsync(destinationNo, times + 1, cancellationToken)
            : null;
    }

    private async Task<List<Reviewed>> ReadAsync(IReadOnlyCollection<long> destinationNos, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReadSql);
        command.Parameters.Add(new() { Value = destinationNos.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Reviewed>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (now, minute) = (reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6));
            found.Add(new(
                reader.GetInt64(0),
                reader.GetBoolean(1),
                reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetBoolean(4),
                BreakerRules.LastMinute(
                    new(reader.GetInt64(7), reader.GetInt64(8)), new(reader.GetInt64(9), reader.GetInt64(10)), now - minute),
                now));
        }

        return found;
    }

    private async Task MarkFailingAsync(long[] destinationNos, CancellationToken cancellationToken)
    {
        if (destinationNos.Length > 0)
        {
            await using var command = dataSource.CreateCommand(MarkFailingSql);
            command.Parameters.Add(new() { Value = destinationNos });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Opens them in one statement: when a whole fleet of receivers fails, there are thousands.</summary>
    private async Task<IReadOnlyList<OpenedBreaker>> OpenAsync(List<Reviewed> failing, CancellationToken cancellationToken)
    {
        if (failing.Count == 0)
        {
            return [];
        }

        var times = failing.ConvertAll(one => BreakerRules.NextOpening(one.OpenedTimes, one.ClosedAt, one.Now));
        await using var command = dataSource.CreateCommand(OpenSql);
        command.Parameters.Add(new() { Value = failing.ConvertAll(one => one.DestinationNo) });
        command.Parameters.Add(new()
        {
            Value = times.ConvertAll(BreakerRules.OpenFor),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Interval,
        });
        command.Parameters.Add(new() { Value = times });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lastMinutes = failing.ToDictionary(one => one.DestinationNo, one => one.LastMinute);
        var opened = new List<OpenedBreaker>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var destinationNo = reader.GetInt64(0);
            opened.Add(new(destinationNo, reader.GetFieldValue<DateTimeOffset>(1), lastMinutes[destinationNo]));
        }

        return opened;
    }

    private async Task<DateTimeOffset?> ReopenAsync(long destinationNo, int times, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReopenSql);
        command.Parameters.Add(new() { Value = destinationNo });
        command.Parameters.Add(new() { Value = BreakerRules.OpenFor(times), NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new() { Value = times });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime until ? new DateTimeOffset(until) : null;
    }

    private sealed record Reviewed(
        long DestinationNo, bool IsOpen, int OpenedTimes, DateTimeOffset? ClosedAt, bool IsMarked, AttemptTally LastMinute,
        DateTimeOffset Now);
}

/// <summary>A breaker that was opened.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Until">When one delivery is tried.</param>
/// <param name="LastMinute">The attempts that opened it.</param>
public sealed record OpenedBreaker(long DestinationNo, DateTimeOffset Until, AttemptTally LastMinute);
