using Webhooks.Core.Queue;

namespace Webhooks.Core.Operations;

public sealed partial class DeliveryRepair
{
    /// <summary>
    /// Resends the named deliveries; the conditions on the arrays alone let partitions be left out. The last attempt, which the finished
    /// row held, is followed by another one. index: primary keys of destinations and delivery_queue; of deliveries that or
    /// deliveries_destination (the partitions of the events)
    /// </summary>
    private const string ResendSql = """
        with wanted as materialized (
            select w.event_id, w.destination_no, d.deleted_at is not null as deleted
            from unnest($2::uuid[], $3::bigint[]) as w (event_id, destination_no)
            left join destinations d on d.destination_no = w.destination_no and d.project_no = $1
        ), finished as (
            delete from deliveries f using wanted w
            where f.project_no = $1 and f.event_id = any($2::uuid[]) and f.event_id = w.event_id and f.destination_no = w.destination_no and not w.deleted
            returning f.*
        ), tried as (
            insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error,
                dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id, repeat_ms)
            select project_no, event_id, destination_no, attempt_count, started_at, duration_ms, status_code, coalesce(verdict, state), failure_class, error,
                dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id, repeat_ms
            from finished
            where started_at is not null
        ), again as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at, attempt_count, round_start, status_code, failure_class)
            select $1, event_id, destination_no, now(), created_at, attempt_count, attempt_count, status_code, failure_class from finished
            returning event_id, destination_no
        ), counted as (
            insert into ledger_deltas (project_no, minute, queued, delivered, failed, cancelled, expired)
            select $1, minute_of(event_id), count(*),
                   -count(*) filter (where state = 'delivered'), -count(*) filter (where state = 'failed'),
                   -count(*) filter (where state = 'cancelled'), -count(*) filter (where state = 'expired')
            from finished
            group by 2
        ), sooner as (
            update delivery_queue q set due_at = least(q.due_at, now())
            from wanted w
            where q.project_no = $1 and q.event_id = any($2::uuid[]) and q.event_id = w.event_id and q.destination_no = w.destination_no
              and not w.deleted and q.lease_id is null
            returning q.event_id, q.destination_no
        )
        select w.event_id, w.destination_no, case when r.event_id is not null then 'done' when w.deleted then 'deleted' else 'none' end
        from wanted w
        left join (select * from again union all select * from sooner) r on r.event_id = w.event_id and r.destination_no = w.destination_no
        """;

    /// <summary>index: primary keys of delivery_queue and events (one partition)</summary>
    private const string CancelSql = $"""
        with taken as (
            delete from delivery_queue
            where project_no = $1 and event_id = $2 and destination_no = $3 and lease_id is null
            returning project_no, event_id, destination_no, attempt_count, created_at, status_code, failure_class
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class)
            select c.project_no, c.event_id, c.destination_no, e.type, e.agent_id, 'cancelled', 'Cancelled by hand.', c.attempt_count, c.created_at, now(),
                   c.status_code, c.failure_class
            from taken c cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = c.project_no and e.event_id = c.event_id limit 1
            ) e
            returning project_no, event_id, state
        ), {LedgerCounts.MovedSql}
        select case when exists (select from kept) then 'done' else 'none' end
        """;

    /// <summary>
    /// Puts the deliveries of the destination that were put off into the queue, so that they are discarded too. It waits for a turn that
    /// a worker has under way. Both tables count as queued, so the ledger stays. index: fan_outs_turn, primary keys of destinations and
    /// projects
    /// </summary>
    private const string QueuePutOffSql = """
        with free as materialized (
            select f.ctid as row_address
            from fan_outs f
            where f.tenant_no = (
                    select p.tenant_no from destinations d join projects p on p.project_no = d.project_no where d.destination_no = $1)
              and f.destinations @> array[$1]
            limit $2
            for update
        ), cut as (
            update fan_outs f set destinations = array_remove(f.destinations, $1)
            where f.ctid = any(array(select row_address from free))
            returning f.project_no, f.event_id, f.at
        ), made as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
            select c.project_no, c.event_id, $1, c.at, c.at from cut c
            on conflict do nothing
        )
        select count(*)::int from cut
        """;

    /// <summary>
    /// In the transaction that enables the destination, which holds its row. index: delivery_queue_due, primary key of events
    /// </summary>
    private const string DiscardSql = $"""
        with over as (
            select q.ctid as row_address
            from delivery_queue q
            where q.destination_no = $1 and q.lease_id is null
            order by q.due_at
            limit $2
            for update skip locked
        ), taken as (
            delete from delivery_queue q where q.ctid = any(array(select row_address from over))
            returning q.project_no, q.event_id, q.destination_no, q.attempt_count, q.created_at, q.status_code, q.failure_class
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class)
            select t.project_no, t.event_id, t.destination_no, e.type, e.agent_id, 'cancelled', 'Discarded when the destination was enabled again.',
                   t.attempt_count, t.created_at, now(), t.status_code, t.failure_class
            from taken t cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = t.project_no and e.event_id = t.event_id limit 1
            ) e
            returning project_no, event_id, state
        ), {LedgerCounts.MovedSql}
        select count(*)::int from taken
        """;
}
