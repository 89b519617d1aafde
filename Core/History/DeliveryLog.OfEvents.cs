using System.Data;
using Npgsql;
using Webhooks.Contracts;

namespace Webhooks.Core.History;

/// <summary>The deliveries of an event: the first ones, and how many are in each state.</summary>
public sealed record EventDeliveries(IReadOnlyList<DeliveryRow> First, IReadOnlyDictionary<string, int> States)
{
    /// <summary>The deliveries of an event that matched nothing.</summary>
    public static EventDeliveries None { get; } = new([], new Dictionary<string, int>());
}

/// <content>The deliveries of events.</content>
public sealed partial class DeliveryLog
{
    /// <summary>
    /// The first deliveries of each event. index: primary keys of delivery_queue, deliveries (the partitions of the events), destinations,
    /// events
    /// </summary>
    private static readonly string FirstOfEventsSql = $"""
        select {Row}
        from unnest($2::uuid[]) as w (event_id)
        cross join lateral (
            (select {WaitingRow}
             from delivery_queue q
             {DestinationOf("q")}
             where q.project_no = $1 and q.event_id = w.event_id
             order by q.destination_no desc
             limit $3)
            union all
            (select {FinishedRow}
             from deliveries f
             where f.project_no = $1 and f.event_id = w.event_id
             order by f.destination_no desc
             limit $3)
            order by destination_no desc
            limit $3
        ) l
        {DestinationOf("l")}
        {EventOf("l")}
        """;

    /// <summary>
    /// The deliveries of each event by state; those that are put off are pending.
    /// index: primary keys of delivery_queue, fan_outs, deliveries (the partitions of the events), destinations
    /// </summary>
    private static readonly string CountOfEventsSql = $"""
        select w.event_id, s.state, sum(s.deliveries)::int
        from unnest($2::uuid[]) as w (event_id)
        cross join lateral (
            select {WaitingState} as state, 1 as deliveries
            from delivery_queue q
            {DestinationOf("q")}
            where q.project_no = $1 and q.event_id = w.event_id
            union all
            select f.state, 1 from deliveries f where f.project_no = $1 and f.event_id = w.event_id
            union all
            select '{DeliveryState.Pending}', cardinality(o.destinations)
            from fan_outs o
            where o.project_no = $1 and o.event_id = w.event_id
        ) s
        group by w.event_id, s.state
        """;

    /// <summary>The deliveries of events, as of one moment; absent: events that matched nothing.</summary>
    /// <param name="projectNo">The project.</param>
    /// <param name="eventKeys">The events.</param>
    /// <param name="first">How many deliveries of each at most; newest destinations first, as in the list.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyDictionary<Guid, EventDeliveries>> OfEventsAsync(
        long projectNo, IReadOnlyCollection<Guid> eventKeys, int first, CancellationToken cancellationToken)
    {
        if (eventKeys.Count == 0)
        {
            return new Dictionary<Guid, EventDeliveries>();
        }

        var keys = eventKeys.ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // One snapshot: a delivery that finishes between the two would be counted in another state than it is shown in.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new(FirstOfEventsSql) { Parameters = { new() { Value = projectNo }, new() { Value = keys }, new() { Value = first } } });
        batch.BatchCommands.Add(new(CountOfEventsSql) { Parameters = { new() { Value = projectNo }, new() { Value = keys } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DeliveryRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        var states = new List<(Guid EventKey, string State, int Count)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add((reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2)));
        }

        var rowsOf = rows.OrderByDescending(row => row.DestinationNo).ToLookup(row => row.EventKey);
        return states.GroupBy(state => state.EventKey).ToDictionary(
            of => of.Key, of => new EventDeliveries([.. rowsOf[of.Key]], of.ToDictionary(state => state.State, state => state.Count)));
    }
}
