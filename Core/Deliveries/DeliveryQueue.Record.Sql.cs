namespace Webhooks.Core.Deliveries;

public sealed partial class DeliveryQueue
{
    /// <summary>
    /// Stage 5 of deliveries whose last attempt this was: each moves to the finished ones, with the attempt in its row. Each result demands its
    /// lease; one that has lost it changes nothing, and its position is missing from the answer. An array may be shorter than the others: what
    /// it lacks is null. index: primary key of delivery_queue
    /// </summary>
    internal const string FinishSql = """
        with finished as (
            delete from delivery_queue q
            using unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::real[], $8::smallint[],
                $9::text[], $10::text[], $11::real[], $12::real[], $13::real[], $14::real[], $15::bytea[], $16::text[], $17::text[], $18::text[],
                $19::text[], $20::text[]) with ordinality
                as r (project_no, event_id, destination_no, lease_id, number, started_at, duration_ms, status_code,
                    failure_class, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, reason, state, verdict,
                    event_type, agent_id, position)
            where q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
            returning r.*, q.created_at
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class, verdict, started_at, duration_ms, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id)
            select project_no, event_id, destination_no, event_type, agent_id, state, reason, number, created_at, now(),
                status_code, failure_class, verdict, started_at, duration_ms, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, $21
            from finished
        )
        select now(), array_agg(position::int) from finished
        """;

    /// <summary>Stage 5 of deliveries that are attempted again, in the same way. index: primary key of delivery_queue</summary>
    internal const string RescheduleSql = """
        with rescheduled as (
            update delivery_queue q
            set due_at = r.due_at, attempt_count = r.number, reason = r.reason, status_code = r.status_code, failure_class = r.failure_class,
                lease_id = null, worker_id = null
            from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::real[], $8::smallint[],
                $9::text[], $10::text[], $11::real[], $12::real[], $13::real[], $14::real[], $15::bytea[], $16::text[], $17::timestamptz[]) with ordinality
                as r (project_no, event_id, destination_no, lease_id, number, started_at, duration_ms, status_code,
                    failure_class, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, reason, due_at, position)
            where q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
            returning r.*
        ), attempt as (
            insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error,
                next_attempt_at, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id)
            select project_no, event_id, destination_no, number, started_at, duration_ms, status_code, 'retry', failure_class, error,
                due_at, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, $18
            from rescheduled
        )
        select now(), array_agg(position::int) from rescheduled
        """;
}
