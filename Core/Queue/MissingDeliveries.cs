using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>Deliveries of events to destinations that were not among those the events were fanned out to.</summary>
internal static partial class MissingDeliveries
{
    /// <summary>Those of the pairs that have no delivery, while their event is stored.</summary>
    public static Task<IReadOnlyList<DeliveryKey>> FindAsync(
        NpgsqlConnection connection, long projectNo, IReadOnlyList<DeliveryKey> pairs, CancellationToken cancellationToken) =>
        RunAsync(connection, Missing, projectNo, pairs, cancellationToken);

    /// <summary>Makes a delivery, due now, of each of the pairs that has none. The caller has checked that they match.</summary>
    /// <returns>The deliveries that were made.</returns>
    public static Task<IReadOnlyList<DeliveryKey>> CreateAsync(
        NpgsqlConnection connection, long projectNo, IReadOnlyList<DeliveryKey> pairs, CancellationToken cancellationToken) =>
        RunAsync(connection, CreateSql, projectNo, pairs, cancellationToken);

    private static async Task<IReadOnlyList<DeliveryKey>> RunAsync(
        NpgsqlConnection connection, string sql, long projectNo, IReadOnlyList<DeliveryKey> pairs, CancellationToken cancellationToken)
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = pairs.Select(pair => pair.EventKey).ToArray() });
        command.Parameters.Add(new() { Value = pairs.Select(pair => pair.DestinationNo).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<DeliveryKey>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new DeliveryKey(reader.GetGuid(0), reader.GetInt64(1)));
        }

        return found;
    }
}
