namespace Webhooks.Core.Operations;

public sealed partial class OperationStore
{
    /// <summary>Tells the workers that there is something to do.</summary>
    public const string Channel = "webhooks_operation";

    private const string Columns = """
        o.operation_id, o.kind, o.state, o.parameters, o.actor_kind, o.actor_id, o.actor_name, o.total, o.done, o.failed, o.error,
        o.created_at, o.started_at, o.finished_at
        """;

    /// <summary>No row = the project has too many open ones. Rare enough for a NOTIFY inside. index: operations_open</summary>
    private const string CreateSql = $"""
        with made as (
            insert into operations as o (project_no, operation_id, tenant_no, kind, state, parameters, selection, total, actor_kind, actor_id, actor_name,
                created_at)
            select $1, $2, $3, $4, 'pending', $5, $6, $7, $8, $9, $10, $11
            where (select count(*) from operations p where p.project_no = $1 and p.state in ('pending', 'running')) < $12
            returning {Columns}
        )
        select o.*, pg_notify('{Channel}', '')::text from made o
        """;

    /// <summary>index: primary key of operations</summary>
    private const string FindSql = $"select {Columns} from operations o where o.project_no = $1 and o.operation_id = $2";

    /// <summary>One page; the marks are fixed fragments. index: primary key of operations</summary>
    private const string ListSql = $$"""
        select {{Columns}}
        from operations o
        where o.project_no = $1 and o.operation_id {compare} $2
        order by o.operation_id {order}
        limit $3
        """;

    /// <summary>Waits for the turn that is under way. No row = it is finished or not there. index: primary key of operations</summary>
    private const string CancelSql = $"""
        update operations o set state = 'cancelled', finished_at = now()
        where o.project_no = $1 and o.operation_id = $2 and o.state in ('pending', 'running')
        returning {Columns}
        """;

    /// <summary>
    /// The operation whose turn it is: of each project the oldest that is open; of these the one whose tenant has waited longest, and
    /// within the tenant the one whose project has, unless another worker has it. The last turn counts even after its operation has
    /// finished: if it were forgotten then, a caller that starts one small operation after the other would always seem to have had no turn.
    /// index: operations_open, operations_tenant_turn, operations_project_turn (one entry each)
    /// </summary>
    private const string TakeSql = """
        select o.project_no, o.tenant_no, o.operation_id, o.kind, o.selection, o.place, o.counted, o.total, o.done, o.failed
        from operations o
        where o.state in ('pending', 'running')
          and not exists (
            select from operations p
            where p.project_no = o.project_no and p.operation_id < o.operation_id and p.state in ('pending', 'running'))
        order by (select max(t.turn_at) from operations t where t.tenant_no = o.tenant_no) nulls first,
                 (select max(t.turn_at) from operations t where t.project_no = o.project_no) nulls first,
                 o.operation_id
        limit 1
        for update of o skip locked
        """;

    /// <summary>index: operations_open</summary>
    private const string IsAnyOpenSql = "select exists (select from operations o where o.state in ('pending', 'running'))";

    /// <summary>index: primary key of operations</summary>
    private const string KeepSql = """
        update operations
        set state = $3, place = $4, counted = $5, total = $6, done = $7, failed = $8, error = $9, breakdowns = 0, turn_at = now(),
            started_at = coalesce(started_at, now()), finished_at = case when $3 in ('succeeded', 'failed') then now() end
        where project_no = $1 and operation_id = $2
        """;

    /// <summary>index: primary key of operations</summary>
    private const string BreakDownSql = """
        update operations
        set breakdowns = breakdowns + 1, turn_at = now(), started_at = coalesce(started_at, now()), error = $3,
            state = case when breakdowns + 1 >= $4 then 'failed' else 'running' end,
            finished_at = case when breakdowns + 1 >= $4 then now() end
        where project_no = $1 and operation_id = $2 and state in ('pending', 'running')
        """;

    /// <summary>index: operations_finished; the rows it names are then fetched by address</summary>
    private const string RemoveSql = """
        delete from operations
        where ctid = any (array(select ctid from operations where finished_at <= $1 order by finished_at limit $2 for update skip locked))
        """;
}
