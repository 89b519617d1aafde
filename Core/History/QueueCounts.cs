using Npgsql;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>The backlog of one destination: exactly <paramref name="Waiting"/>, or at least that if <paramref name="IsMore"/>.</summary>
public sealed record DestinationCount(
    string DestinationId, string Kind, bool Enabled, long Waiting, bool IsMore, DateTimeOffset OldestDueAt);

/// <summary>
/// Counts the queue for people: a project's from the ledger's roll-ups, a destination's up to a limit, because a backlog of millions must
/// not make a page slow.
/// </summary>
public sealed partial class QueueCounts(NpgsqlDataSource dataSource)
{
    /// <summary>The limit of the count when one destination is requested.</summary>
    public const int LongCount = 100_000;

    /// <summary>The limit of the count for each of many destinations.</summary>
    public const int ShortCount = 1_000;

    /// <summary>Destinations that are named at most.</summary>
    public const int MaximumDestinations = 100;

    /// <summary>Waiting deliveries of a project, those of deleted destinations included until they are moved to the log.</summary>
    public Task<long> CountAsync(long projectNo, CancellationToken cancellationToken) =>
        WaitingCount.ReadAsync(dataSource, projectNo, cancellationToken);

    /// <summary>The destinations of a project with a backlog: earliest due first, paused ones last.</summary>
    /// <param name="projectNo">The project.</param>
    /// <param name="destinationIds">Only these. One is counted up to <see cref="LongCount"/>, each of several up to
    /// <see cref="ShortCount"/>; none = all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<DestinationCount>> CountByDestinationAsync(
        long projectNo, IReadOnlyCollection<string> destinationIds, CancellationToken cancellationToken)
    {
        var limit = destinationIds.Count == 1 ? LongCount : ShortCount;
        await using var command = dataSource.CreateCommand(destinationIds.Count == 0 ? ByDestinationSql : OfDestinationsSql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = limit + 1 });
        if (destinationIds.Count > 0)
        {
            command.Parameters.Add(new() { Value = destinationIds.ToArray() });
        }

        var counts = new List<DestinationCount>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var waiting = reader.GetInt64(3);
            counts.Add(new DestinationCount(
                reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), Math.Min(waiting, limit),
                waiting > limit, reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return counts;
    }
}
