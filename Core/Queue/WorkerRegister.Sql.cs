namespace Webhooks.Core.Queue;

public sealed partial class WorkerRegister
{
    /// <summary>
    /// Says this worker lives, what it holds and may have in flight. A worker whose leases are, or were, being freed is not heard any more:
    /// it has to begin again under another id. Also tells the time and who has been silent for too long, unless somebody is at work on it.
    /// index: primary key of workers
    /// </summary>
    internal const string HeartbeatSql = """
        with beat as (
            insert into workers (worker_id, name, started_at, heartbeat_at, held, cap_destinations, caps) values ($1, $2, now(), now(), $4, $5, $6)
            on conflict (worker_id) do update set heartbeat_at = now(), held = excluded.held, cap_destinations = excluded.cap_destinations,
                caps = excluded.caps
            where workers.released_at is null
            returning worker_id
        ), forgotten as (
            delete from workers where heartbeat_at < now() - interval '1 day' and worker_id <> $1 and freed
        )
        select now(), exists (select from beat),
            array(select worker_id from workers
                  where heartbeat_at < now() - $3 and worker_id <> $1 and not freed and (released_at is null or released_at < now() - $7))
        """;

    /// <summary>
    /// One worker at a time frees what a silent one holds; when that one dies over it, another goes on. index: primary key of workers
    /// </summary>
    internal const string TakeSilentSql = """
        update workers set released_at = now()
        where worker_id = $1 and heartbeat_at < now() - $2 and not freed and (released_at is null or released_at < now() - $3)
        """;

    /// <summary>
    /// Frees what a worker holds in a range of pages of the queue. No index knows the worker, because every claim would have to write it,
    /// and workers die seldom: so the table is read from end to end, a bounded part at a time. A leased row stays where it is, so none is
    /// missed. index: none, a scan by row address; destinations and projects by their primary keys
    /// </summary>
    internal const string ReleasePagesSql = """
        with released as (
            update delivery_queue set lease_id = null, worker_id = null
            where ctid >= format('(%s,0)', $2::bigint)::tid and ctid < format('(%s,0)', $3::bigint)::tid and worker_id = $1 and lease_id is not null
            returning destination_no
        )
        select p.tenant_no, d.destination_no, r.count
        from (select destination_no, count(*) as count from released group by destination_no) r
        join destinations d on d.destination_no = r.destination_no
        join projects p on p.project_no = d.project_no
        """;

    /// <summary>
    /// The same for leases of nobody: a claim may reach the database after its worker was given up. index: none, a scan by row address
    /// </summary>
    internal const string ReleaseOrphanPagesSql = """
        update delivery_queue set lease_id = null, worker_id = null
        where ctid >= format('(%s,0)', $2::bigint)::tid and ctid < format('(%s,0)', $3::bigint)::tid and lease_id is not null
          and worker_id not in (select worker_id from workers where heartbeat_at > now() - $1 and released_at is null)
        """;

    /// <summary>Pages of the queue now; what is claimed on later ones is claimed by the living.</summary>
    internal const string PagesSql = "select pg_relation_size('delivery_queue') / current_setting('block_size')::bigint";

    /// <summary>The worker that frees a silent worker's leases is alive. index: primary key of workers</summary>
    internal const string StillReleasingSql = "update workers set released_at = now() where worker_id = $1";

    /// <summary>Nothing is leased to it any more. index: primary key of workers</summary>
    internal const string FreedSql = "update workers set released_at = now(), freed = true where worker_id = $1";

    /// <summary>A worker that stopped cleanly. index: primary key of workers</summary>
    internal const string LeaveSql = "delete from workers where worker_id = $1";
}
