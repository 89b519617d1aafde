using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Database;

namespace Webhooks.Core.Operations;

/// <content>Deliveries that will never be sent.</content>
public sealed partial class DeliveryRepair
{
    /// <summary>Destinations looked at by one statement.</summary>
    private const int PageSize = 500;

    /// <summary>
    /// Cancels the waiting deliveries of deleted destinations and of agents that are switched off, and expires deliveries held for longer
    /// than <see cref="HeldFor"/>. Looks at the destinations that have anything in the queue, and at no other.
    /// </summary>
    /// <param name="chunkSize">Deliveries finished in one transaction at most.</param>
    /// <param name="cancellationToken">Cancels; deliveries finished until then stay finished.</param>
    /// <returns>How many deliveries were finished.</returns>
    public async Task<int> FinishUndeliverableAsync(int chunkSize, CancellationToken cancellationToken)
    {
        var finished = 0;
        var page = await FindUndeliverableAsync(0, cancellationToken);
        for (; page.Count > 0; page = await FindUndeliverableAsync(page[^1].DestinationNo, cancellationToken))
        {
            foreach (var (destinationNo, _) in page.Where(one => one.IsOver))
            {
                finished += (int)await Chunks.RunAsync(
                    chunkSize, (limit, token) => FinishUndeliverableAsync(destinationNo, limit, token), cancellationToken);
            }
        }

        return finished;
    }

    private async Task<List<(long DestinationNo, bool IsOver)>> FindUndeliverableAsync(long after, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(FindUndeliverableSql);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(HeldForParameter());
        command.Parameters.Add(new() { Value = PageSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<(long, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add((reader.GetInt64(0), reader.GetBoolean(1)));
        }

        return page;
    }

    private async Task<int> FinishUndeliverableAsync(long destinationNo, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(FinishUndeliverableSql);
        command.Parameters.Add(new() { Value = destinationNo });
        command.Parameters.Add(HeldForParameter());
        command.Parameters.Add(new() { Value = limit });
        // A count is never null.
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlParameter HeldForParameter() => new() { Value = HeldFor, NpgsqlDbType = NpgsqlDbType.Interval };
}
