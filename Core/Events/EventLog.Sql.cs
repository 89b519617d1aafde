namespace Webhooks.Core.Events;

public sealed partial class EventLog
{
    private const string Columns = "e.event_id, e.id, e.type, e.agent_id, e.matched, e.trace_parent, e.body, e.missed, e.trace_state";

    /// <summary>
    /// One page. The marks are fixed fragments: {compare}, {within} and {order} are the direction, {filters} the filters of the query.
    /// index: primary key of events, or events_unmatched; its partitions in order
    /// </summary>
    private const string ListSql = $$"""
        select {{Columns}}
        from events e
        where e.project_no = $1 and e.event_id {compare} $2 and e.event_id {within} $3 {filters}
        order by e.event_id {order}
        limit $4
        """;

    /// <summary>
    /// How far a page may look: the event number $4 from where it begins; no row when there are fewer. index: as of the page itself
    /// </summary>
    private const string ReachSql = """
        select e.event_id
        from events e
        where e.project_no = $1 and e.event_id {compare} $2 and e.event_id {within} $3 {filters}
        order by e.event_id {order}
        offset $4 - 1 limit 1
        """;

    /// <summary>index: primary key of events (one partition)</summary>
    private const string FindSql = $"select {Columns} from events e where e.project_no = $1 and e.event_id = $2";

    /// <summary>index: primary keys of event_ids and events (one partition)</summary>
    private const string FindByIdSql =
        $"select {Columns} from event_ids i join events e on e.project_no = i.project_no and e.event_id = i.event_id where i.project_no = $1 and i.id = $2";

    /// <summary>index: primary key of destinations</summary>
    private const string DestinationIdsSql = "select destination_no, id from destinations where destination_no = any($1)";
}
