namespace Webhooks.Core.Deliveries;

public sealed partial class DeliveryQueue
{
    /// <summary>When each destination has something due after now. index: delivery_queue_due</summary>
    internal const string NextDueSql = """
        select a.destination_no, w.due_at
        from unnest($1::bigint[]) as a (destination_no)
        cross join lateral (
            select q.due_at
            from delivery_queue q
            where q.destination_no = a.destination_no and q.lease_id is null and q.due_at > now()
            order by q.due_at
            limit 1
        ) w
        """;

    /// <summary>
    /// The next destinations, by number, that have anything waiting: one index probe each, however many deliveries wait (a loose index
    /// scan). index: delivery_queue_due, primary keys of destinations and projects
    /// </summary>
    internal const string WaitingDestinationsSql = """
        with recursive waiting as (
            (select q.destination_no, q.due_at from delivery_queue q
             where q.lease_id is null and q.destination_no > $1
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
            select destination_no, due_at from waiting limit $2
        )
        select p.tenant_no, w.destination_no, w.due_at, d.enabled and d.deleted_at is null and coalesce(d.open_until <= now(), true), d.open_until is not null
        from page w
        join destinations d on d.destination_no = w.destination_no
        join projects p on p.project_no = d.project_no
        order by w.destination_no
        """;

    /// <summary>Gives back what was claimed and not attempted. index: primary key of delivery_queue</summary>
    internal const string ReleaseSql = """
        update delivery_queue q
        set lease_id = null, worker_id = null
        from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[]) as r (project_no, event_id, destination_no, lease_id)
        where q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
        """;

    /// <summary>
    /// A claim need not survive a crash of the database: without it the delivery is just due. So its commit does not wait for the disk.
    /// </summary>
    internal const string UnhurriedCommitSql = "select set_config('synchronous_commit', 'off', true)";

    /// <summary>Says this worker lives, what it holds and may have in flight, and who has been silent for too long. index: primary key of workers</summary>
    internal const string HeartbeatSql = """
        with beat as (
            insert into workers (worker_id, name, started_at, heartbeat_at, held, cap_destinations, caps) values ($1, $2, now(), now(), $4, $5, $6)
            on conflict (worker_id) do update set heartbeat_at = now(), released_at = null, held = excluded.held,
                cap_destinations = excluded.cap_destinations, caps = excluded.caps
        ), forgotten as (
            delete from workers where heartbeat_at < now() - interval '1 day' and worker_id <> $1 and released_at is not null
        )
        select worker_id from workers where heartbeat_at < now() - $3 and worker_id <> $1 and released_at is null
        """;

    /// <summary>One worker at a time releases what a silent one holds. index: primary key of workers</summary>
    internal const string TakeSilentSql = """
        with silent as (
            select worker_id from workers
            where worker_id = any($1) and heartbeat_at < now() - $2 and released_at is null
            for update skip locked
        )
        update workers w set released_at = now() from silent s where w.worker_id = s.worker_id
        returning w.worker_id
        """;

    /// <summary>
    /// Frees everything these workers hold. Reads the whole queue: no index knows the worker, because every claim would have to write it,
    /// and workers die seldom. A worker that is only slow has then lost its leases and cannot record.
    /// </summary>
    internal const string ReleaseWorkersSql = """
        with released as (
            update delivery_queue set lease_id = null, worker_id = null
            where worker_id = any($1) and lease_id is not null
            returning destination_no
        )
        select p.tenant_no, d.destination_no, r.count
        from (select destination_no, count(*) as count from released group by destination_no) r
        join destinations d on d.destination_no = r.destination_no
        join projects p on p.project_no = d.project_no
        """;

    /// <summary>
    /// Frees what a claim leased that reached the database only after its worker had been given up. Reads the whole queue.
    /// </summary>
    internal const string ReleaseOrphansSql = """
        update delivery_queue set lease_id = null, worker_id = null
        where lease_id is not null and worker_id not in (select worker_id from workers where heartbeat_at > now() - $1)
        """;

    /// <summary>Scanning is right for the statements that release by worker, and this connection's plans avoid it otherwise.</summary>
    internal const string AllowScanSql = "select set_config('enable_seqscan', 'on', true)";

    /// <summary>A worker that stopped cleanly. index: primary key of workers</summary>
    internal const string LeaveSql = "delete from workers where worker_id = $1";
}
