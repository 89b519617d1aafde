namespace Webhooks.Core.Events;

public sealed partial class IdempotencyKeys
{
    /// <summary>
    /// Takes a key that is free or was taken before $5; no row = another request has it. A second request waits here until the first
    /// transaction has ended. index: primary key of idempotency_keys
    /// </summary>
    private const string TakeSql = """
        insert into idempotency_keys as k (project_no, key, request_hash, created_at) values ($1, $2, $3, $4)
        on conflict (project_no, key) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, location = null, body = null
        where k.created_at <= $5
        returning 1
        """;

    /// <summary>index: primary key of idempotency_keys</summary>
    private const string KeepSql = "update idempotency_keys set status = $3, location = $4, body = $5 where project_no = $1 and key = $2";

    /// <summary>index: primary key of idempotency_keys</summary>
    private const string FindSql = "select request_hash, status, location, body from idempotency_keys where project_no = $1 and key = $2";

    /// <summary>index: idempotency_keys_oldest; the rows it names are then fetched by address</summary>
    private const string RemoveSql = """
        delete from idempotency_keys
        where ctid = any (array(select ctid from idempotency_keys where created_at <= $1 order by created_at limit $2 for update skip locked))
        """;
}
