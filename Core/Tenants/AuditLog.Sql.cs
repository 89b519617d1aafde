namespace Webhooks.Core.Tenants;

public sealed partial class AuditLog
{
    private const string Columns = """
        record_id, tenant_no, project_id, actor_kind, actor_id, actor_name, action, resource_kind, resource_id, outcome, status_code,
        remote_address, user_agent, request_id, tries
        """;

    private const string AddSql = $"""
        insert into audit_records ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    /// <summary>Completes a begun record, and copies it for further tenants. index: primary key of audit_records</summary>
    private const string FinishSql = $"""
        with finished as (
            update audit_records
            set tenant_no = $2, actor_kind = $3, actor_id = $4, actor_name = $5, resource_kind = $6, resource_id = $7, outcome = $8, status_code = $9
            where record_id = $1
            returning project_id, actor_kind, actor_id, actor_name, action, resource_kind, resource_id, outcome, status_code, remote_address, user_agent,
                      request_id, tries
        )
        insert into audit_records ({Columns})
        select further.record_id, further.tenant_no, finished.*
        from finished cross join unnest($10::uuid[], $11::bigint[]) as further (record_id, tenant_no)
        """;

    /// <summary>Notes the use of a key, and records it unless that was done within the interval. index: primary key of api_keys</summary>
    private const string NoteKeyUseSql = $"""
        with used as (
            update api_keys k
            set last_used_at = $2,
                last_used_address = $6,
                use_recorded_at = case when k.use_recorded_at > $2 - $3::interval then k.use_recorded_at else $2 end
            from (select api_key_no, use_recorded_at from api_keys where api_key_no = $1 for update) before
            where k.api_key_no = before.api_key_no
            returning k.tenant_no, k.project_no, k.id, k.name, before.use_recorded_at
        )
        insert into audit_records ({Columns})
        select $4, u.tenant_no, (select p.id from projects p where p.project_no = u.project_no), '{Actor.KeyKind}', u.id, u.name, $5, 'api-keys', u.id,
               '{AuditOutcome.Succeeded}', null, $6, $7, $8, null
        from used u
        where u.use_recorded_at is null or u.use_recorded_at <= $2 - $3::interval
        """;

    /// <summary>index: primary key of audit_records</summary>
    private const string CountTriesSql = "update audit_records set tries = $2 where record_id = any($1)";

    /// <summary>
    /// One page. The marks are fixed fragments, never input. index: audit_records_tenant; with a filter audit_records_actor,
    /// audit_records_action or audit_records_project; over all tenants the primary key
    /// </summary>
    private const string ListSql = $$"""
        select {{Columns}}
        from audit_records
        where record_id {compare} $1 {filters}
        order by record_id {order}
        limit $2
        """;
}
