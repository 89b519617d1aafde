namespace Webhooks.Core.History;

public sealed partial class DeliveryLog
{
    /// <summary>The state of a delivery that is not finished follows from its lease, its destination and its attempts.</summary>
    internal const string WaitingState = """
        case when q.lease_id is not null then 'delivering'
             when d.deleted_at is not null then 'cancelled'
             when not d.enabled then 'held'
             when q.attempt_count > q.round_start then 'retrying'
             else 'pending' end
        """;

    /// <summary>Why it is in that state, when the reason is not an attempt.</summary>
    internal const string WaitingReason = """
        case when q.lease_id is null and d.deleted_at is not null then 'The destination was deleted.'
             when q.lease_id is null and not d.enabled then coalesce(d.disabled_reason, 'The destination is paused.')
             else q.reason end
        """;

    /// <summary>The columns read from a row l of either table, with its destination d and its event e.</summary>
    private const string Row = """
        l.event_id, l.destination_no, e.id, e.type, d.id, e.agent_id, l.state, l.reason, l.attempt_count,
               l.due_at, l.created_at, l.finished_at, l.status_code, l.failure_class
        """;

    private const string WaitingRow = $"""
        q.project_no, q.event_id, q.destination_no, {WaitingState} as state, {WaitingReason} as reason,
                    q.attempt_count, q.due_at, q.created_at, null::timestamptz as finished_at, q.status_code, q.failure_class
        """;

    private const string FinishedRow = """
        f.project_no, f.event_id, f.destination_no, f.state, f.reason,
                    f.attempt_count, null::timestamptz, f.created_at, f.finished_at, f.status_code, f.failure_class
        """;

    /// <summary>
    /// One page of both tables. The marks are fixed fragments, never input: {compare}, {within} and {order} are the direction, {waiting}
    /// and {finished} the filters of the query, {source} the index to use. The comparisons of the event alone let partitions be left out.
    /// index: primary keys of delivery_queue, events, destinations; deliveries_pkey, deliveries_undelivered or deliveries_destination
    /// (its partitions in order)
    /// </summary>
    internal static readonly string ListSql = $$"""
        select {{Row}}
        from (
            (select {{WaitingRow}}
             from delivery_queue q
             {{DestinationOf("q")}}
             {event}
             where q.project_no = $1 and (q.event_id, q.destination_no) {compare} ($2, $3) and (q.event_id, q.destination_no) {within} ($4, $5)
               {waiting}
             order by q.event_id {order}, q.destination_no {order}
             limit $6)
            union all
            (select {{FinishedRow}}
             from {source}
             where true {finished}
             order by f.event_id {order}, f.destination_no {order}
             limit $6)
        ) l
        {{DestinationOf("l")}}
        {{EventOf("l")}}
        order by l.event_id {order}, l.destination_no {order}
        limit $6
        """;

    /// <summary>For the filters that need it: the event of a waiting delivery.</summary>
    internal static readonly string WaitingEvent = EventOf("q");

    /// <summary>Finished deliveries of a whole project, in the order of the list. index: deliveries_pkey</summary>
    internal const string FromProject = """
        (select f.* from deliveries f
         where f.project_no = $1 and (f.event_id, f.destination_no) {compare} ($2, $3) and (f.event_id, f.destination_no) {within} ($4, $5)
           and f.event_id {compare}= $2 and f.event_id {within} $4) f
        """;

    /// <summary>The same for those that were not delivered. index: deliveries_undelivered</summary>
    internal const string FromUndelivered = """
        (select f.* from deliveries f
         where f.project_no = $1 and f.state <> 'delivered'
           and (f.event_id, f.destination_no) {compare} ($2, $3) and (f.event_id, f.destination_no) {within} ($4, $5)
           and f.event_id {compare}= $2 and f.event_id {within} $4) f
        """;

    /// <summary>
    /// The same for one destination: each of the few that had the id, one after the other, each with as many rows as requested.
    /// index: deliveries_destination, destinations_project
    /// </summary>
    internal const string FromDestination = """
        (select f.* from destinations d
         cross join lateral (
            select f.* from deliveries f
            where f.destination_no = d.destination_no and f.event_id {compare}= $2 and f.event_id {within} $4
              and (f.event_id, f.destination_no) {compare} ($2, $3) and (f.event_id, f.destination_no) {within} ($4, $5) {finished}
            order by f.event_id {order}
            limit $6
         ) f
         where d.project_no = $1 {destination}) f
        """;

    /// <summary>
    /// How far a page may look: the place of the row number $6 from where it begins, in either table; no row when there are fewer.
    /// index: as of the page itself
    /// </summary>
    internal const string ReachSql = """
        (select q.event_id, q.destination_no
         from delivery_queue q
         where q.project_no = $1 and (q.event_id, q.destination_no) {compare} ($2, $3) and (q.event_id, q.destination_no) {within} ($4, $5)
           {waiting}
         order by q.event_id {order}, q.destination_no {order}
         offset $6 - 1 limit 1)
        union all
        (select f.event_id, f.destination_no
         from {source}
         where true {finished}
         order by f.event_id {order}, f.destination_no {order}
         offset $6 - 1 limit 1)
        """;

    /// <summary>index: primary keys of attempts and deliveries (one partition each)</summary>
    private const string AttemptsSql = """
        select number, started_at, duration_ms, status_code, verdict, failure_class, error, next_attempt_at,
               dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, repeat_ms
        from recorded_attempts
        where project_no = $1 and event_id = $2 and destination_no = $3
        order by number
        """;

    private static string EventOf(string table) => $"""
        cross join lateral (
            select e.id, e.type, e.agent_id from events e where e.project_no = {table}.project_no and e.event_id = {table}.event_id limit 1
        ) e
        """;

    private static string DestinationOf(string table) =>
        $"cross join lateral (select * from destinations d where d.destination_no = {table}.destination_no limit 1) d";
}
