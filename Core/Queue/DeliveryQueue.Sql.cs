namespace Webhooks.Core.Queue;

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

    /// <summary>Releases deliveries that were claimed and not attempted. index: primary key of delivery_queue</summary>
    internal const string ReleaseSql = """
        update delivery_queue q
        set lease_id = null, worker_id = null
        from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[]) as r (project_no, event_id, destination_no, lease_id)
        where q.project_no = r.project_no and q.event_id = r.event_id and q.destination_no = r.destination_no and q.lease_id = r.lease_id
        """;

    /// <summary>
    /// A claim need not survive a crash of the database: without it the delivery is just due. So its commit does not wait for the disk.
    /// Also tells the time.
    /// </summary>
    internal const string UnhurriedCommitSql = "select set_config('synchronous_commit', 'off', true), now()";
}
