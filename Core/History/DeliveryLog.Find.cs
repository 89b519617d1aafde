using Webhooks.Core.Database;

namespace Webhooks.Core.History;

/// <content>Look-ups of the live tail.</content>
public sealed partial class DeliveryLog
{
    /// <summary>
    /// Deliveries by key, wherever they are now. index: primary keys of delivery_queue, deliveries (one partition each), destinations,
    /// events
    /// </summary>
    private static readonly string FindManySql = $"""
        select {Row}
        from unnest($2::uuid[], $3::bigint[]) as w (event_id, destination_no)
        cross join lateral (
            (select {WaitingRow}
             from delivery_queue q
             {DestinationOf("q")}
             where q.project_no = $1 and q.event_id = w.event_id and q.destination_no = w.destination_no
             limit 1)
            union all
            (select {FinishedRow}
             from deliveries f
             where f.project_no = $1 and f.event_id = w.event_id and f.destination_no = w.destination_no
             limit 1)
            limit 1
        ) l
        {DestinationOf("l")}
        {EventOf("l")}
        """;

    /// <summary>Destinations whose id, name or URL has the text in it. index: destinations_project</summary>
    private const string NamedSql = """
        select d.destination_no from destinations d
        where d.project_no = $1 and (d.id ilike $2 or d.name ilike $2 or d.url ilike $2)
        """;

    /// <summary>These deliveries as they are now; absent: those whose day was dropped.</summary>
    internal async Task<List<DeliveryRow>> FindManyAsync(
        long projectNo, IReadOnlyCollection<(Guid EventKey, long DestinationNo)> keys, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(FindManySql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = keys.Select(key => key.EventKey).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.DestinationNo).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DeliveryRow>(keys.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>The numbers of the project's destinations that a text names.</summary>
    internal async Task<HashSet<long>> FindNamedAsync(long projectNo, string text, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(NamedSql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = $"%{SqlConditions.EscapeLike(text)}%" });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var numbers = new HashSet<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }
}
