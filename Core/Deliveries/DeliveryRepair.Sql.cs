namespace Webhooks.Core.Deliveries;

public sealed partial class DeliveryRepair
{
    /// <summary>The last attempt, which the finished row held, is followed by another one. index: primary keys of destinations, deliveries (one partition) and delivery_queue</summary>
    private const string ResendSql = """
        with destination as (
            select destination_no from destinations where destination_no = $3 and project_no = $1 and deleted_at is null
        ), finished as (
            delete from deliveries f using destination d
            where f.project_no = $1 and f.event_id = $2 and f.destination_no = d.destination_no
            returning f.*
        ), tried as (
            insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error,
                dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id)
            select project_no, event_id, destination_no, attempt_count, started_at, duration_ms, status_code, coalesce(verdict, state), failure_class, error,
                dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id
            from finished
            where started_at is not null
        ), again as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at, attempt_count, round_start, status_code, failure_class)
            select $1, $2, $3, now(), created_at, attempt_count, attempt_count, status_code, failure_class from finished
            returning 1
        ), sooner as (
            update delivery_queue q set due_at = least(q.due_at, now())
            from destination d
            where q.project_no = $1 and q.event_id = $2 and q.destination_no = d.destination_no and q.lease_id is null
            returning 1
        )
        select case
            when exists (select from again) or exists (select from sooner) then 'done'
            when exists (select from destinations where destination_no = $3 and project_no = $1 and deleted_at is not null) then 'deleted'
            else 'none' end
        """;

    /// <summary>index: primary keys of delivery_queue and events (one partition)</summary>
    private const string CancelSql = """
        with cancelled as (
            delete from delivery_queue
            where project_no = $1 and event_id = $2 and destination_no = $3 and lease_id is null
            returning project_no, event_id, destination_no, attempt_count, created_at, status_code, failure_class
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class)
            select c.project_no, c.event_id, c.destination_no, e.type, e.agent_id, 'cancelled', 'Cancelled by hand.', c.attempt_count, c.created_at, now(),
                   c.status_code, c.failure_class
            from cancelled c cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = c.project_no and e.event_id = c.event_id limit 1
            ) e
            returning 1
        )
        select case when exists (select from kept) then 'done' else 'none' end
        """;

    /// <summary>
    /// An agent's run that is never made is an invocation that failed. index: delivery_queue_due, primary keys of destinations, events and invocations
    /// </summary>
    private const string FinishUndeliverableSql = """
        with over as (
            select w.row_address
            from destinations d
            cross join lateral (
                select q.ctid as row_address
                from delivery_queue q
                where q.destination_no = d.destination_no and q.lease_id is null
                  and q.due_at < case when d.deleted_at is null then now() - $2 else 'infinity' end
                order by q.due_at
                limit $1
                for update skip locked
            ) w
            where d.deleted_at is not null or (not d.enabled and d.paused_at < now() - $2)
            limit $1
        ), taken as (
            delete from delivery_queue q where q.ctid = any(array(select row_address from over))
            returning q.project_no, q.event_id, q.destination_no, q.attempt_count, q.created_at, q.status_code, q.failure_class
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class)
            select t.project_no, t.event_id, t.destination_no, e.type, e.agent_id,
                   case when d.deleted_at is null then 'expired' else 'cancelled' end,
                   case when d.deleted_at is null then 'Held for too long.' else 'The destination was deleted.' end,
                   t.attempt_count, t.created_at, now(), t.status_code, t.failure_class
            from taken t
            join destinations d on d.destination_no = t.destination_no
            cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = t.project_no and e.event_id = t.event_id limit 1
            ) e
        ), failed as (
            update invocations
            set status = 'failed', reason = 'The agent was deleted, or lost its runUrl, before it had answered.', finished_at = now()
            where status = 'pending' and ctid = any(array(
                select i.row_address
                from taken t
                cross join lateral (
                    select i.ctid as row_address from invocations i where i.project_no = -t.project_no and i.invocation_id = t.event_id limit 1
                ) i
                where t.project_no < 0))
        )
        select count(*)::int from taken
        """;

    /// <summary>index: delivery_queue_due, primary key of events</summary>
    private const string DiscardSql = """
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
        )
        select count(*)::int from taken
        """;
}
