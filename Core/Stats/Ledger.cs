using Npgsql;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Events;

namespace Webhooks.Core.Stats;

/// <summary>Whether everything that was accepted is accounted for, as of one moment.</summary>
/// <param name="Accepted">Events accepted.</param>
/// <param name="Unmatched">Of them, those that matched no destination.</param>
/// <param name="Matched">Destinations matched, summed over the events: as many deliveries there must be.</param>
/// <param name="States">Deliveries by state; every state is there.</param>
public sealed record LedgerSheet(long Accepted, long Unmatched, long Matched, IReadOnlyDictionary<string, long> States)
{
    /// <summary>Deliveries there are.</summary>
    public long Deliveries => States.Values.Sum();

    /// <summary>Every matched pair of event and destination has exactly one state.</summary>
    public bool Balances => Deliveries == Matched;
}

/// <summary>Counts the events of a span and their deliveries.</summary>
public sealed class Ledger(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// One statement, so one snapshot: a delivery that moves from the queue to the log meanwhile is counted once. Reads every event and
    /// delivery of the span. index: primary keys of events, delivery_queue, deliveries (the partitions of the span) and destinations
    /// </summary>
    private static readonly string CountSql = $"""
        with accepted as (
            select count(*) as events, count(*) filter (where e.matched = 0) as unmatched, coalesce(sum(e.matched), 0)::bigint as matched
            from events e
            where e.project_no = $1 and e.event_id >= $2 and e.event_id < $3
        ), waiting as (
            select {DeliveryLog.WaitingState} as state, count(*) as deliveries
            from delivery_queue q
            cross join lateral (select * from destinations d where d.destination_no = q.destination_no limit 1) d
            where q.project_no = $1 and q.event_id >= $2 and q.event_id < $3
            group by 1
        ), finished as (
            select f.state, count(*) as deliveries
            from deliveries f
            where f.project_no = $1 and f.event_id >= $2 and f.event_id < $3
            group by 1
        )
        select a.events, a.unmatched, a.matched, s.state, s.deliveries
        from accepted a left join (select * from waiting union all select * from finished) s on true
        """;

    /// <summary>The sheet of the events from one moment up to, not including, another.</summary>
    public async Task<LedgerSheet> ReadAsync(long projectNo, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(CountSql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = EventTime.FirstKeyOf(from) });
        command.Parameters.Add(new() { Value = EventTime.FirstKeyOf(to) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var states = DeliveryState.All.ToDictionary(state => state, _ => 0L);
        var sheet = new LedgerSheet(0, 0, 0, states);
        while (await reader.ReadAsync(cancellationToken))
        {
            sheet = sheet with { Accepted = reader.GetInt64(0), Unmatched = reader.GetInt64(1), Matched = reader.GetInt64(2) };
            if (!await reader.IsDBNullAsync(3, cancellationToken))
            {
                // Cancelled ones may be in both tables: those of a deleted destination wait to be moved.
                states[reader.GetString(3)] += reader.GetInt64(4);
            }
        }

        return sheet;
    }
}
