namespace Webhooks.Core.Triggers;

internal static partial class InvocationStore
{
    private const string Columns = """
        i.invocation_id, i.trigger_no, i.agent_id, i.conversation_id, i.run_as_user_id, i.status, i.reason, i.payload, i.message,
        i.destination_no, i.due_at, i.rerun_of, i.created_at, i.finished_at
        """;

    /// <summary>index: destinations_id</summary>
    private const string RunDestinationSql =
        "select destination_no, enabled, disabled_reason from destinations where project_no = $1 and id = $2 and kind = 'agent' and deleted_at is null";

    private const string InsertSql = """
        insert into invocations (project_no, invocation_id, trigger_no, agent_id, conversation_id, run_as_user_id, status, payload, message,
            destination_no, due_at, rerun_of, created_at, finished_at, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    /// <summary>The run as an event with one delivery, due when it is this invocation's turn.</summary>
    private const string InsertRunSql = """
        with stored as (
            insert into events (project_no, event_id, id, type, agent_id, matched, trace_parent, body, hops, trace_state)
            values ($1, $2, $3, $4, $5, 1, $6, $7, $11, $12)
        ), counted as (
            insert into ledger_deltas (project_no, minute, accepted, matched, queued) values ($1, minute_of($2), 1, 1, 1)
        )
        insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at) values ($1, $2, $8, $9, $10)
        """;

    /// <summary>No row = it was finished before. index: primary key of invocations</summary>
    private const string FinishSql = """
        update invocations set status = $3, reason = $4, finished_at = now()
        where project_no = $1 and invocation_id = $2 and status = 'pending'
        returning conversation_id
        """;

    /// <summary>index: primary key of invocations</summary>
    private const string FindSql = $"select {Columns} from invocations i where i.project_no = $1 and i.invocation_id = $2";

    /// <summary>One page; the marks are fixed fragments. index: invocations_trigger, with a status invocations_status</summary>
    private const string ListSql = $$"""
        select {{Columns}}
        from invocations i
        where i.trigger_no = $1 and i.invocation_id {compare} $2 and i.invocation_id {within} $3 {filters}
        order by i.invocation_id {order}
        limit $4
        """;

    /// <summary>index: primary keys of projects and tenants</summary>
    private const string ScopeSql = """
        select t.tenant_no, p.project_no, t.id, p.id from projects p join tenants t on t.tenant_no = p.tenant_no where p.project_no = $1
        """;
}
