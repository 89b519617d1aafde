using Npgsql;
using Webhooks.Core.Destinations;

namespace Webhooks.Core.Operations;

/// <summary>Reads the destinations and events that operations need.</summary>
internal static class OperationReads
{
    /// <summary>index: primary key of destinations</summary>
    private const string SubscriptionSql =
        "select event_types, agent_ids from destinations where destination_no = $1 and deleted_at is null";

    /// <summary>index: primary key of events; its partitions in order</summary>
    private const string EventsSql = """
        select e.event_id, e.type, e.agent_id from events e
        where e.project_no = $1 and e.event_id > $2 and e.event_id < $3
        order by e.event_id
        limit $4
        """;

    /// <summary>index: primary key of events (one partition)</summary>
    private const string EventSql = "select e.type, e.agent_id from events e where e.project_no = $1 and e.event_id = $2";

    /// <summary>The current subscription of the destination; null = it was deleted.</summary>
    public static async Task<DestinationSubscription?> FindSubscriptionAsync(
        NpgsqlConnection connection, long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SubscriptionSql, connection) { Parameters = { new() { Value = destinationNo } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new DestinationSubscription(destinationNo, reader.GetFieldValue<string[]>(0), reader.GetFieldValue<string[]>(1))
            : null;
    }

    /// <summary>The type and agent of the event, which decide the destinations it matches; null = it is not stored.</summary>
    public static async Task<(string Type, string? AgentId)?> FindEventAsync(
        NpgsqlConnection connection, long projectNo, Guid key, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand(EventSql, connection) { Parameters = { new() { Value = projectNo }, new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)) : null;
    }

    /// <summary>Events between two keys, neither included, oldest first.</summary>
    public static async Task<IReadOnlyList<(Guid Key, string Type, string? AgentId)>> ListEventsAsync(
        NpgsqlConnection connection, long projectNo, Guid after, Guid before, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(EventsSql, connection)
        {
            Parameters = { new() { Value = projectNo }, new() { Value = after }, new() { Value = before }, new() { Value = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<(Guid, string, string?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add((reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return events;
    }
}
