namespace Webhooks.Core.Queue;

internal static partial class MissingDeliveries
{
    /// <summary>
    /// Pairs of a stored event and a destination that have no delivery. Looked up one by one, because no join could leave out partitions by
    /// a pair. One that is put off is not missing. index: primary keys of delivery_queue, deliveries and events (one partition each),
    /// fan_outs
    /// </summary>
    private const string Missing = """
        select w.event_id, w.destination_no
        from unnest($2::uuid[], $3::bigint[]) as w (event_id, destination_no)
        where (select 1 from delivery_queue q
               where q.project_no = $1 and q.event_id = w.event_id and q.destination_no = w.destination_no limit 1) is null
          and (select 1 from deliveries f
               where f.project_no = $1 and f.event_id = w.event_id and f.destination_no = w.destination_no limit 1) is null
          and not exists (select from fan_outs o
                          where o.event_id = w.event_id and o.project_no = $1 and w.destination_no = any(o.destinations))
          and (select 1 from events e where e.project_no = $1 and e.event_id = w.event_id limit 1) is not null
        """;

    /// <summary>
    /// Creates them, due now, counts them as matched, so that the ledger still balances, and clears the recorded reasons for not matching.
    /// index: as of the look-up, and the primary key of events (the partitions of the events)
    /// </summary>
    private const string CreateSql = $"""
        with missing as materialized (
            {Missing}
        ), created as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
            select $1, m.event_id, m.destination_no, now(), now() from missing m
            on conflict do nothing
            returning event_id, destination_no
        ), counted as (
            update events e set matched = e.matched + c.deliveries, missed = null
            from (select event_id, count(*)::int as deliveries from created group by event_id) c
            where e.project_no = $1 and e.event_id = any($2::uuid[]) and e.event_id = c.event_id
            returning e.event_id, c.deliveries, e.matched = c.deliveries as had_none
        ), rolled_up as (
            insert into ledger_deltas (project_no, minute, unmatched, matched, queued)
            select $1, minute_of(event_id), -count(*) filter (where had_none), sum(deliveries), sum(deliveries) from counted group by 2
        )
        select event_id, destination_no from created
        """;
}
