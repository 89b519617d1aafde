using Npgsql;

namespace Webhooks.Core.Queue;

/// <summary>
/// PostgreSQL as the queue: hands each due delivery to exactly one worker and records the outcome. A lease fences every write; the
/// statements are in <c>DeliveryQueue.Sql.cs</c> and <c>DeliveryQueue.Claim.Sql.cs</c>.
/// </summary>
/// <param name="dataSource">The database.</param>
/// <param name="clock">The clock that verdicts were made by; null = the machine's.</param>
public sealed partial class DeliveryQueue(NpgsqlDataSource dataSource, TimeProvider? clock = null)
{
    /// <summary>
    /// Destinations with waiting deliveries, at most <paramref name="limit"/>, with numbers above <paramref name="after"/>.
    /// </summary>
    /// <returns>The active ones, of those with an open breaker the ones that may be tried, and the number to go on after; null when there
    /// are no more.</returns>
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

    /// <summary>Releases deliveries that were claimed and not attempted.</summary>
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
}
