using Webhooks.Contracts;

namespace Webhooks.Core.History;

public sealed partial class Ledger
{
    /// <summary>
    /// One statement, so one snapshot. The roll-ups of the minutes from $2 up to, not including, $3; and the waiting deliveries, row by row
    /// with their states, unless there are more than $6; those that are put off are pending. index: ledger_minutes_pkey (the partitions of
    /// the span), ledger_deltas_project; delivery_queue_pkey, primary keys of destinations and fan_outs
    /// </summary>
    internal static readonly string SheetSql = $"""
        with rolled as materialized (
            select coalesce(sum(l.accepted), 0)::bigint as accepted, coalesce(sum(l.unmatched), 0)::bigint as unmatched,
                   coalesce(sum(l.matched), 0)::bigint as matched, coalesce(sum(l.queued), 0)::bigint as queued,
                   coalesce(sum(l.delivered), 0)::bigint as delivered, coalesce(sum(l.failed), 0)::bigint as failed,
                   coalesce(sum(l.cancelled), 0)::bigint as cancelled, coalesce(sum(l.expired), 0)::bigint as expired
            from (
                select m.accepted, m.unmatched, m.matched, m.queued, m.delivered, m.failed, m.cancelled, m.expired
                from ledger_minutes m
                where m.project_no = $1 and m.minute >= $2 and m.minute < $3
                union all
                select d.accepted, d.unmatched, d.matched, d.queued, d.delivered, d.failed, d.cancelled, d.expired
                from ledger_deltas d
                where d.project_no = $1 and d.minute >= $2 and d.minute < $3
            ) l
        ), waiting as (
            select {DeliveryLog.WaitingState} as state, count(*) as deliveries
            from delivery_queue q
            cross join lateral (select * from destinations d where d.destination_no = q.destination_no limit 1) d
            where q.project_no = $1 and q.event_id >= $4 and q.event_id < $5 and (select r.queued from rolled r) <= $6
            group by 1
            union all
            select '{DeliveryState.Pending}', sum(cardinality(f.destinations))
            from fan_outs f
            where f.project_no = $1 and f.event_id >= $4 and f.event_id < $5
            having count(*) > 0
        )
        select r.accepted, r.unmatched, r.matched, r.queued, r.delivered, r.failed, r.cancelled, r.expired, w.state, w.deliveries
        from rolled r left join waiting w on true
        """;

    /// <summary>
    /// The minutes of which something waits, precise enough for a sample: deliveries that left the queue lately are not subtracted, which
    /// would need a sort. index: ledger_minutes_waiting (the partitions of the span), ledger_deltas_project
    /// </summary>
    internal const string WaitingMinutesSql = """
        select m.minute, m.queued
        from ledger_minutes m
        where m.project_no = $1 and m.minute >= $2 and m.minute < $3 and m.queued <> 0 and m.queued > 0
        union all
        select d.minute, d.queued
        from ledger_deltas d
        where d.project_no = $1 and d.minute >= $2 and d.minute < $3 and d.queued > 0
        """;

    /// <summary>
    /// The states of the $5 waiting deliveries before and after each of some keys, of that minute. index: delivery_queue_pkey, primary key
    /// of destinations
    /// </summary>
    internal static readonly string SampleSql = $"""
        select {DeliveryLog.WaitingState} as state, count(*)
        from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as p (event_id, first, beyond)
        cross join lateral (
            (select q.destination_no, q.lease_id, q.attempt_count, q.round_start
             from delivery_queue q
             where q.project_no = $1 and q.event_id >= p.event_id and q.event_id < p.beyond
             order by q.event_id, q.destination_no
             limit $5)
            union all
            (select q.destination_no, q.lease_id, q.attempt_count, q.round_start
             from delivery_queue q
             where q.project_no = $1 and q.event_id >= p.first and q.event_id < p.event_id
             order by q.event_id desc, q.destination_no desc
             limit $5)
        ) q
        cross join lateral (select * from destinations d where d.destination_no = q.destination_no limit 1) d
        group by 1
        """;

    /// <summary>
    /// Moves up to $1 deltas into the minutes. Those of a day that is gone go with it. index: none for the deltas, which are taken as they
    /// lie; ledger_minutes_pkey
    /// </summary>
    internal const string FoldSql = """
        with taken as (
            delete from ledger_deltas where ctid = any(array(select d.ctid from ledger_deltas d limit $1)) returning *
        ), kept as (
            insert into ledger_minutes as m (project_no, minute, accepted, unmatched, matched, queued, delivered, failed, cancelled, expired)
            select t.project_no, t.minute, sum(t.accepted), sum(t.unmatched), sum(t.matched), sum(t.queued), sum(t.delivered), sum(t.failed),
                   sum(t.cancelled), sum(t.expired)
            from taken t
            where t.minute / 1440 in (select ledger_days())
            group by 1, 2
            on conflict (project_no, minute) do update
            set accepted = m.accepted + excluded.accepted, unmatched = m.unmatched + excluded.unmatched, matched = m.matched + excluded.matched,
                queued = m.queued + excluded.queued, delivered = m.delivered + excluded.delivered, failed = m.failed + excluded.failed,
                cancelled = m.cancelled + excluded.cancelled, expired = m.expired + excluded.expired
        )
        select count(*)::int from taken
        """;

    /// <summary>Lets one process fold at a time; any constant that nothing else uses.</summary>
    internal const string FoldAloneSql = "select pg_try_advisory_xact_lock(7305001014)";
}
