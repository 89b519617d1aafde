namespace Webhooks.Core.Queue;

public sealed partial class DeliveryQueue
{
    /// <summary>
    /// Stage 5 of deliveries whose last attempt this was: each moves to the finished ones, with the attempt in its row. Each result is
    /// fenced by its lease; one that has lost it changes nothing, and its position is missing from the answer. An array may be shorter than
    /// the others: missing values are null.
    /// <para>
    /// The arrays are unnested in select lists, which keeps no copy of their rows. They are unnested twice, because a delete carries along
    /// every row it joins, so it joins only the columns that find the row and prove the lease. The mark is how the row is found.
    /// </para>
    /// </summary>
    private const string FinishTemplate = """
        with finished as (
            delete from delivery_queue q
            using (
                select unnest($1::int[]) as position, unnest($2::text[])::tid as row_address, unnest($3::bigint[]) as project_no,
                       unnest($4::uuid[]) as event_id, unnest($5::bigint[]) as destination_no, unnest($6::uuid[]) as lease_id
            ) r
            where {found} q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
            returning r.position, q.project_no, q.event_id, q.destination_no, q.attempt_count + 1 as number, q.created_at
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class, verdict, started_at, duration_ms, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id,
                repeat_ms)
            select f.project_no, f.event_id, f.destination_no, r.event_type, r.agent_id, case when r.failed then 'failed' else 'delivered' end, r.reason,
                f.number, f.created_at, now(), r.status_code, r.failure_class, r.verdict, r.started_at, r.duration_ms, r.error, r.dns_ms, r.connect_ms,
                r.tls_ms, r.first_byte_ms, r.response_body, $22, r.repeat_ms
            from (
                select unnest($1::int[]) as position, unnest($7::timestamptz[]) as started_at, unnest($8::real[]) as duration_ms,
                       unnest($9::smallint[]) as status_code, unnest($10::text[]) as failure_class, unnest($11::text[]) as error,
                       unnest($12::real[]) as dns_ms, unnest($13::real[]) as connect_ms, unnest($14::real[]) as tls_ms,
                       unnest($15::real[]) as first_byte_ms, unnest($16::bytea[]) as response_body, unnest($17::text[]) as reason,
                       unnest($18::boolean[]) as failed, unnest($19::text[]) as verdict, unnest($20::text[]) as event_type,
                       unnest($21::text[]) as agent_id, unnest($23::real[]) as repeat_ms
            ) r
            join finished f on f.position = r.position
        )
        select now(), array_agg(position) from finished
        """;

    /// <summary>
    /// By where the row was when it was leased: no index is read. A row stays there for as long as it is leased, unless the table is
    /// rewritten.
    /// </summary>
    internal static readonly string FinishSql = FinishTemplate.Replace("{found}", "q.ctid = r.row_address and", StringComparison.Ordinal);

    /// <summary>
    /// Finishes the rows that were not found there: their lease is lost, or the table was rewritten (<c>vacuum full</c>). index: primary
    /// key of delivery_queue
    /// </summary>
    internal static readonly string FinishByKeySql = FinishTemplate.Replace("{found}", "", StringComparison.Ordinal);

    /// <summary>
    /// Stage 5 of deliveries that are attempted again, in the same way. The next attempt is given as a wait, so that no other clock decides
    /// it. index: primary key of delivery_queue
    /// </summary>
    internal const string RescheduleSql = """
        with rescheduled as (
            update delivery_queue q
            set due_at = now() + r.wait, attempt_count = q.attempt_count + 1, reason = r.reason, status_code = r.status_code, failure_class = r.failure_class,
                lease_id = null, worker_id = null
            from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::real[], $7::smallint[],
                $8::text[], $9::text[], $10::real[], $11::real[], $12::real[], $13::real[], $14::bytea[], $15::text[], $16::interval[], $18::real[]) with ordinality
                as r (project_no, event_id, destination_no, lease_id, started_at, duration_ms, status_code,
                    failure_class, error, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, reason, wait, repeat_ms, position)
            where q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
            returning r.*, q.due_at, q.attempt_count as number
        ), attempt as (
            insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error,
                next_attempt_at, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id, repeat_ms)
            select project_no, event_id, destination_no, number, started_at, duration_ms, status_code, 'retry', failure_class, error,
                due_at, dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, $17, repeat_ms
            from rescheduled
        )
        select now(), array_agg(position::int) from rescheduled
        """;

    /// <summary>
    /// Releases a delivery whose result the database refused: later each time, up to an hour, and shown to people. The attempt counts,
    /// though there is no record of it. index: primary key of delivery_queue
    /// </summary>
    internal const string PostponeSql = """
        update delivery_queue
        set due_at = now() + least(interval '1 hour', interval '1 minute' * 2 ^ least(attempt_count, 10)), attempt_count = attempt_count + 1,
            reason = $5, lease_id = null, worker_id = null
        where project_no = $1 and event_id = $2 and destination_no = $3 and lease_id = $4
        returning due_at
        """;
}
