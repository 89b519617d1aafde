namespace Webhooks.Core.Queue;

public sealed partial class WorkerRegister
{
    /// <summary>
    /// Writes this worker's heartbeat, with what it holds and may have in flight. The heartbeat of a worker whose leases are being, or
    /// were, freed is ignored: the worker has to begin again under another id. Also returns the time and the workers that have been silent
    /// for too long, except those whose leases another worker is already freeing.
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
    /// One worker at a time frees the leases of a silent one; if it dies meanwhile, another continues. index: primary key of workers
    /// </summary>
    internal const string TakeSilentSql = """
        update workers set released_at = now()
        where worker_id = $1 and heartbeat_at < now() - $2 and not freed and (released_at is null or released_at < now() - $3)
        """;

    /// <summary>
    /// Frees the leases of a worker in a range of pages of the queue. No index has the worker, because every claim would have to write it,
    /// and workers seldom die: so the table is read from end to end, a bounded part at a time. A leased row stays where it is, so none is
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
    /// The same for leases without a living worker: a claim may reach the database after its worker was declared dead. index: none, a scan
    /// by row address
    /// </summary>
    internal const string ReleaseOrphanPagesSql = """
        update delivery_queue set lease_id = null, worker_id = null
        where ctid >= format('(%s,0)', $2::bigint)::tid and ctid < format('(%s,0)', $3::bigint)::tid and lease_id is not null
          and worker_id not in (select worker_id from workers where heartbeat_at > now() - $1 and released_at is null)
        """;

    /// <summary>Pages of the queue now; deliveries claimed on later pages are claimed by living workers.</summary>
    internal const string PagesSql = "select pg_relation_size('delivery_queue') / current_setting('block_size')::bigint";

    /// <summary>Notes that the worker freeing a silent worker's leases is alive. index: primary key of workers</summary>
    internal const string StillReleasingSql = "update workers set released_at = now() where worker_id = $1";

    /// <summary>The worker has no leases any more. index: primary key of workers</summary>
    internal const string FreedSql = "update workers set released_at = now(), freed = true where worker_id = $1";

    /// <summary>Removes a worker that stopped cleanly. index: primary key of workers</summary>
    internal const string LeaveSql = "delete from workers where worker_id = $1";
}
