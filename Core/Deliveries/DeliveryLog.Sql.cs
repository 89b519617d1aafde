namespace Webhooks.Core.Deliveries;

public sealed partial class DeliveryLog
{
    /// <summary>The state of a delivery that is not finished follows from its lease, its destination and its attempts.</summary>
    private const string WaitingState = """
        case when q.lease_id is not null then 'delivering'
             when d.deleted_at is not null then 'cancelled'
             when not d.enabled then 'held'
             when q.attempt_count > q.round_start then 'retrying'
             else 'pending' end
        """;

    /// <summary>Why it is in that state, when it was not an attempt that says so.</summary>
    private const string WaitingReason = """
        case when q.lease_id is null and d.deleted_at is not null then 'The destination was deleted.'
             when q.lease_id is null and not d.enabled then coalesce(d.disabled_reason, 'The destination is paused.')
             else q.reason end
        """;

    /// <summary>
    /// One page of both tables. The marks are fixed fragments, never input: {compare} and {order} are the direction, {waiting} and
    /// {finished} the filters asked for. index: primary keys of delivery_queue and deliveries (its partitions in order), events, destinations
    /// </summary>
    private const string ListSql = $$"""
        select l.event_id, l.destination_no, e.id, e.type, l.destination_id, e.agent_id, l.state, l.reason, l.attempt_count,
               l.due_at, l.created_at, l.finished_at
        from (
            (select q.project_no, q.event_id, q.destination_no, d.id as destination_id, {{WaitingState}} as state, {{WaitingReason}} as reason,
                    q.attempt_count, q.due_at, q.created_at, null::timestamptz as finished_at
             from delivery_queue q
             join destinations d on d.destination_no = q.destination_no
             cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = q.project_no and e.event_id = q.event_id limit 1
             ) e
             where q.project_no = $1 and (q.event_id, q.destination_no) {compare} ($2, $3) {waiting}
             order by q.event_id {order}, q.destination_no {order}
             limit $4)
            union all
            (select f.project_no, f.event_id, f.destination_no, d.id, f.state, f.reason, f.attempt_count, null::timestamptz, f.created_at, f.finished_at
             from deliveries f
             join destinations d on d.destination_no = f.destination_no
             where f.project_no = $1 and (f.event_id, f.destination_no) {compare} ($2, $3) {finished}
             order by f.event_id {order}, f.destination_no {order}
             limit $4)
        ) l
        cross join lateral (
            select e.id, e.type, e.agent_id from events e where e.project_no = l.project_no and e.event_id = l.event_id limit 1
        ) e
        order by l.event_id {order}, l.destination_no {order}
        limit $4
        """;

    /// <summary>index: primary key of attempts (one partition)</summary>
    private const string AttemptsSql = """
        select number, started_at, duration_ms, status_code, verdict, failure_class, error, next_attempt_at,
               dns_ms, connect_ms, tls_ms, first_byte_ms, response_body
        from attempts
        where project_no = $1 and event_id = $2 and destination_no = $3
        order by number
        """;
}
