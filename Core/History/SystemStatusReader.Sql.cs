using Webhooks.Contracts;

namespace Webhooks.Core.History;

public sealed partial class SystemStatusReader
{
    private const string PingSql = "select 1";

    /// <summary>Reads no table; the size is that of the files.</summary>
    internal const string FactsSql = """
        select current_setting('server_version'), pg_database_size(current_database()),
               (select numbackends from pg_stat_database where datname = current_database()), current_setting('max_connections')::int, now()
        """;

    /// <summary>Few rows: workers that are long gone are removed by the others' heartbeat. index: primary key of workers</summary>
    internal const string WorkersSql = """
        select worker_id, name, started_at, heartbeat_at, heartbeat_at > now() - $1 and released_at is null as alive, held
        from workers
        order by heartbeat_at desc, worker_id
        limit $2
        """;

    /// <summary>
    /// Counts the waiting deliveries by the facts that decide their state; those that are put off are pending and due. Of a table of more
    /// than $1 pages a sample of about that many is read, so the cost does not grow with it; the first column is the part of the table that
    /// was read. index: none for the queue and fan_outs, whose pages are chosen; primary key of destinations
    /// </summary>
    internal static readonly string BacklogSql = $"""
        with size as (
            select least(1, $1::float8 * current_setting('block_size')::int / greatest(1, pg_relation_size('delivery_queue'))) as part
        ), counted as (
            select q.destination_no, q.lease_id, q.attempt_count > q.round_start as attempted, q.due_at <= now() as due, count(*) as waiting
            from (
                select destination_no, case when lease_id is not null then '{Guid.Empty}'::uuid end as lease_id, attempt_count, round_start, due_at
                from delivery_queue tablesample system (
                    100 * least(1, $1::float8 * current_setting('block_size')::int / greatest(1, pg_relation_size('delivery_queue'))))
            ) q
            group by 1, 2, 3, 4
        ), stated as (
            select {DeliveryLog.WaitingState} as state, q.due, q.waiting
            from (select destination_no, lease_id, case when attempted then 1 else 0 end as attempt_count, 0 as round_start, due, waiting from counted) q
            cross join lateral (select d.deleted_at, d.enabled from destinations d where d.destination_no = q.destination_no limit 1) d
        )
        select (select part from size), state, due, sum(waiting)::bigint from stated group by 2, 3
        union all
        select least(1, $1::float8 * current_setting('block_size')::int / greatest(1, pg_relation_size('fan_outs'))), '{DeliveryState.Pending}',
               true, sum(cardinality(f.destinations))::bigint
        from fan_outs f tablesample system (
            100 * least(1, $1::float8 * current_setting('block_size')::int / greatest(1, pg_relation_size('fan_outs'))))
        having count(*) > 0
        """;

    /// <summary>
    /// The first $1 destinations, by number, that have anything waiting, with their latest attempts. One index probe each for finding them,
    /// however many deliveries wait (a loose index scan). Runs of agents are counted under their project's number negated.
    /// index: delivery_queue_due, attempt_minutes_pkey, primary keys of destinations, projects and tenants
    /// </summary>
    internal const string WaitingSql = """
        with recursive waiting as (
            (select q.destination_no, q.due_at from delivery_queue q
             where q.lease_id is null
             order by q.destination_no, q.due_at limit 1)
            union all
            select n.destination_no, n.due_at
            from waiting w
            cross join lateral (
                select q.destination_no, q.due_at from delivery_queue q
                where q.lease_id is null and q.destination_no > w.destination_no
                order by q.destination_no, q.due_at limit 1
            ) n
        ), page as (
            select destination_no, due_at from waiting limit $1
        )
        select w.destination_no, t.id, p.id, d.id, d.name, d.enabled, d.disabled_reason, w.due_at, a.delivered, a.failed,
               (select count(*) from page), d.open_until
        from page w
        join destinations d on d.destination_no = w.destination_no and d.deleted_at is null
        join projects p on p.project_no = d.project_no
        join tenants t on t.tenant_no = p.tenant_no
        cross join lateral (
            select coalesce(sum(m.delivered), 0) as delivered, coalesce(sum(m.retry + m.failed + m.gone), 0) as failed
            from attempt_minutes m
            where m.project_no = case d.kind when 'agent' then -d.project_no else d.project_no end and m.destination_no = d.destination_no
              and m.at > now() - $2 and m.at < now() + interval '1 day'
        ) a
        order by w.due_at, w.destination_no
        """;

    /// <summary>How much waits at these destinations, counted up to $2 each. index: delivery_queue_due</summary>
    internal const string CountSql = """
        select a.destination_no, (select count(*) from (select 1 from delivery_queue q where q.destination_no = a.destination_no limit $2) w)::int
        from unnest($1::bigint[]) as a (destination_no)
        """;
}
