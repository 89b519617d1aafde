using Webhooks.Core.Database;
using Webhooks.Core.Queue;
using Webhooks.Core.Triggers;

namespace Webhooks.Core.Operations;

public sealed partial class DeliveryRepair
{
    /// <summary>
    /// Whether the waiting deliveries of the destination <c>d</c> will never be sent: it is deleted, an agent that is switched off, or
    /// paused for too long.
    /// </summary>
    private const string IsOverSql =
        $"(d.deleted_at is not null or (not d.enabled and (d.kind = '{DestinationKinds.Agent}' or d.paused_at < now() - $2)))";

    /// <summary>
    /// The next destinations that have anything in the queue, by number, and whether their deliveries will never be sent. They are found
    /// from the queue and not from the destinations: deleted ones stay for the log, more of them every year, and hardly any has deliveries
    /// left. One index probe each, however many deliveries wait (a loose index scan). index: delivery_queue_due, primary key of
    /// destinations
    /// </summary>
    private const string FindUndeliverableSql = $"""
        with recursive waiting as (
            (select q.destination_no, q.due_at from delivery_queue q
             where q.destination_no > $1
             order by q.destination_no, q.due_at limit 1)
            union all
            select n.destination_no, n.due_at
            from waiting w
            cross join lateral (
                select q.destination_no, q.due_at from delivery_queue q
                where q.destination_no > w.destination_no
                order by q.destination_no, q.due_at limit 1
            ) n
        ), page as (
            select destination_no from waiting limit $3
        )
        select w.destination_no,
               coalesce((select {IsOverSql} from destinations d where d.destination_no = w.destination_no limit 1), false)
        from page w
        order by w.destination_no
        """;

    /// <summary>
    /// Finishes a part of the waiting deliveries of one such destination. Its row is locked meanwhile, so that a destination that is being
    /// enabled right now loses nothing after that. An agent's run that is never made is an invocation that failed. index:
    /// delivery_queue_due, primary keys of destinations, events and invocations
    /// </summary>
    private const string FinishUndeliverableSql = $"""
        with ending as materialized (
            select d.destination_no, d.deleted_at is null and d.kind = '{DestinationKinds.Receiver}' as is_held,
                   case when d.deleted_at is not null then 'The destination was deleted.'
                        when d.kind = '{DestinationKinds.Agent}' then 'The agent is switched off.'
                        else 'Held for too long.' end as reason,
                   case when d.deleted_at is not null then 'The agent was deleted, or lost its runUrl, before it had answered.'
                        else '{RunTarget.OffPrefixSql}' || coalesce(d.disabled_reason, '') end as run_reason
            from destinations d
            where d.destination_no = $1 and {IsOverSql}
            for share
        ), over as (
            select w.row_address
            from ending d
            cross join lateral (
                select q.ctid as row_address
                from delivery_queue q
                where q.destination_no = d.destination_no and q.lease_id is null
                  and q.due_at < case when d.is_held then now() - $2 else 'infinity' end
                order by q.due_at
                limit $3
                for update skip locked
            ) w
        ), taken as (
            delete from delivery_queue q where q.ctid = any(array(select row_address from over))
            returning q.project_no, q.event_id, q.destination_no, q.attempt_count, q.created_at, q.status_code, q.failure_class
        ), kept as (
            insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
                status_code, failure_class)
            select t.project_no, t.event_id, t.destination_no, e.type, e.agent_id, case when d.is_held then 'expired' else 'cancelled' end, d.reason,
                   t.attempt_count, t.created_at, now(), t.status_code, t.failure_class
            from taken t
            cross join ending d
            cross join lateral (
                select e.type, e.agent_id from events e where e.project_no = t.project_no and e.event_id = t.event_id limit 1
            ) e
            returning project_no, event_id, state
        ), {LedgerCounts.MovedSql}, failed as (
            update invocations
            set status = 'failed', reason = (select run_reason from ending), finished_at = now()
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
}
