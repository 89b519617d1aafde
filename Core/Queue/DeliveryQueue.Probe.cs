using NpgsqlTypes;

namespace Webhooks.Core.Queue;

/// <content>One delivery of a destination whose breaker is open.</content>
public sealed partial class DeliveryQueue
{
    /// <summary>A probe whose worker died is made again after this: longer than any attempt and its record take.</summary>
    public static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The first due delivery of a destination whose breaker is open and may be tried. The time in the destination's row is moved forward
    /// first, so only one worker gets it. index: primary keys of destinations and events, delivery_queue_due
    /// </summary>
    internal const string ProbeSql = """
        with probed as (
            update destinations d set open_until = now() + $4
            where d.destination_no = $1 and d.open_until <= now() and d.enabled and d.deleted_at is null
              and exists (select from delivery_queue q where q.destination_no = $1 and q.lease_id is null and q.due_at <= now())
            returning d.destination_no, d.version
        ), picked as (
            select w.row_address
            from probed p
            cross join lateral (
                select q.ctid as row_address from delivery_queue q
                where q.destination_no = p.destination_no and q.lease_id is null and q.due_at <= now()
                order by q.due_at, q.event_id
                limit 1
                for update skip locked
            ) w
        ), leased as (
            update delivery_queue q
            set lease_id = $2, worker_id = $3
            where q.ctid = any(array(select row_address from picked))
            returning q.project_no, q.event_id, q.destination_no, q.due_at, q.attempt_count, q.round_start, q.ctid as row_address
        )
        select l.project_no, l.event_id, l.destination_no, p.version, l.due_at, l.attempt_count, l.round_start,
               e.id, e.type, e.agent_id, e.trace_parent, e.body, l.row_address, e.hops, e.trace_state, e.matched
        from leased l
        cross join probed p
        cross join lateral (
            select e.id, e.type, e.agent_id, e.trace_parent, e.body, e.hops, e.trace_state, e.matched
            from events e
            where e.project_no = l.project_no and e.event_id = l.event_id
            limit 1
        ) e
        """;

    /// <summary>Leases one delivery as a probe; null = another worker probes the destination, it is too early, or nothing is due.</summary>
    public async Task<ClaimedDelivery?> ClaimProbeAsync(
        Guid workerId, Guid leaseId, long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ProbeSql);
        command.Parameters.Add(new() { Value = destinationNo });
        command.Parameters.Add(new() { Value = leaseId });
        command.Parameters.Add(new() { Value = workerId });
        command.Parameters.Add(new() { Value = ProbePatience, NpgsqlDbType = NpgsqlDbType.Interval });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadClaimed(reader, workerId, leaseId) with { IsProbe = true } : null;
    }
}
