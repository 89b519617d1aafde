namespace Webhooks.Core.Queue;

public sealed partial class DeliveryQueue
{
    /// <summary>
    /// Stage 3: leases up to <c>take</c> due deliveries of each requested destination, oldest due first, skipping deliveries that another
    /// worker is claiming right now. The time that counts is the database's. Rows are found again by their address (ctid), which the row
    /// lock keeps; an array of addresses, because the planner takes a join with them for a tenth of the table and reads all of it. For the
    /// same reason the look-up of the event has a limit of 1.
    /// <para>
    /// For a destination with a rate limit, it leases only as many deliveries as have a free send slot within the time ahead, and reserves
    /// those slots. <see cref="LockPacesSql"/> has locked its row before this statement began, so the values read here are final. A worker
    /// that does not know of the limit yet gets only a row that says so (without an event). When no requested destination has a limit, all
    /// of this reads an empty set.
    /// </para>
    /// <para>A worker that counts as dead gets nothing: no other worker would release those leases.</para>
    /// <para>Nothing is leased here for a destination whose breaker is open; see <see cref="ProbeSql"/>.</para>
    /// index: delivery_queue_due, primary keys of workers, destinations, events and destination_rates
    /// </summary>
    internal const string ClaimSql = """
        with asked as (
            select a.destination_no, a.take, a.not_before, a.paced, d.version, d.max_per_second
            from unnest($1::bigint[], $2::int[], $5::timestamptz[], $6::boolean[]) as a (destination_no, take, not_before, paced)
            join destinations d on d.destination_no = a.destination_no and d.enabled and d.deleted_at is null and d.open_until is null
            where exists (select from workers w where w.worker_id = $4 and w.released_at is null)
        ), pace as (
            select a.destination_no, a.max_per_second, r.start_at,
                   least(a.take, greatest(0, ceil(extract(epoch from now() + $7 - r.start_at) * a.max_per_second)))::int as slots
            from asked a
            cross join lateral (
                select greatest((select r.next_at from destination_rates r where r.destination_no = a.destination_no), now()) as start_at
            ) r
            where a.max_per_second is not null and a.paced
        ), picked as (
            select w.row_address, a.destination_no
            from asked a
            cross join lateral (
                select q.ctid as row_address
                from delivery_queue q
                where q.destination_no = a.destination_no and q.lease_id is null and q.due_at >= a.not_before and q.due_at <= now()
                order by q.due_at, q.event_id
                limit case when a.max_per_second is null then a.take
                           else coalesce((select p.slots from pace p where p.destination_no = a.destination_no), 0) end
                for update skip locked
            ) w
        ), leased as (
            update delivery_queue q
            set lease_id = $3, worker_id = $4
            where q.ctid = any(array(select row_address from picked))
            returning q.project_no, q.event_id, q.destination_no, q.due_at, q.attempt_count, q.round_start, q.ctid as row_address
        ), given_away as (
            insert into destination_rates (destination_no, next_at)
            select p.destination_no, p.start_at + make_interval(secs => t.taken / p.max_per_second)
            from pace p
            cross join lateral (select count(*) as taken from picked w where w.destination_no = p.destination_no) t
            where t.taken > 0
            on conflict (destination_no) do update set next_at = excluded.next_at
        )
        select l.project_no, l.event_id, l.destination_no, a.version, l.due_at, l.attempt_count, l.round_start,
               e.id, e.type, e.agent_id, e.trace_parent, e.body, l.row_address, e.hops, e.trace_state, e.matched
        from leased l
        join asked a on a.destination_no = l.destination_no
        cross join lateral (
            select e.id, e.type, e.agent_id, e.trace_parent, e.body, e.hops, e.trace_state, e.matched
            from events e
            where e.project_no = l.project_no and e.event_id = l.event_id
            limit 1
        ) e
        union all
        select null, null, a.destination_no, a.version, null, null, null, null, null, null, null, null, null, null, null, null
        from asked a
        where a.max_per_second is not null and not a.paced
        """;

    /// <summary>
    /// Takes the limits of destinations until the claim commits, in one order, so that claims cannot wait for each other in a circle. A
    /// statement of its own: the claim, whose snapshot is taken after this, sees the send slots that the claim before it has reserved.
    /// index: primary key of destination_rates
    /// </summary>
    internal const string LockPacesSql = """
        select r.destination_no from destination_rates r where r.destination_no = any($1) order by r.destination_no for update
        """;

    /// <summary>How far the send slots are reserved after the claim. index: primary keys of destination_rates and destinations</summary>
    internal const string PacesSql = """
        select a.destination_no, d.max_per_second, r.next_at, now()
        from unnest($1::bigint[]) as a (destination_no)
        cross join lateral (select r.next_at from destination_rates r where r.destination_no = a.destination_no limit 1) r
        cross join lateral (
            select d.max_per_second from destinations d where d.destination_no = a.destination_no and d.max_per_second is not null limit 1
        ) d
        """;
}
