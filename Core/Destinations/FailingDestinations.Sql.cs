using Webhooks.Core.Tenants;

namespace Webhooks.Core.Destinations;

public sealed partial class FailingDestinations
{
    /// <summary>
    /// The next destinations that fail, by number, with their attempts since the beginning of the hour in which the first one failed, and
    /// the last hour with one. That hour counts as a whole: no finer counts are kept for that long. A success in that hour before the first
    /// failure makes the destination count as recovered too early and as failing again with its next failure, so it is disabled an hour
    /// late at most; leaving the hour out would overlook a success after a single failure, and keep that failure for ever. index:
    /// destinations_failing, attempt_hours_pkey
    /// </summary>
    internal const string ReadSql = """
        select d.destination_no, d.failing_since, d.warned_at, now(), c.delivered, c.failed, c.last_hour
        from destinations d
        cross join lateral (
            select coalesce(sum(m.delivered), 0)::bigint as delivered, coalesce(sum(m.retry + m.failed + m.gone), 0)::bigint as failed,
                   max(m.at) as last_hour
            from attempt_hours m
            where m.project_no = case d.kind when 'agent' then -d.project_no else d.project_no end and m.destination_no = d.destination_no
              and m.at >= date_trunc('hour', d.failing_since) and m.at < now() + interval '1 day'
        ) c
        where d.failing_since is not null and d.enabled and d.deleted_at is null and d.destination_no > $1
        order by d.destination_no
        limit $2
        """;

    /// <summary>index: primary key of destinations</summary>
    private const string RecoveredSql =
        "update destinations set failing_since = null, warned_at = null where destination_no = $1 and failing_since = $2";

    /// <summary>No row = another worker was first. index: primary keys of destinations and projects</summary>
    private const string WarnSql = $"""
        with warned as (
            update destinations set warned_at = now()
            where destination_no = $1 and failing_since = $2 and warned_at is null and enabled and deleted_at is null
            returning project_no, kind, id
        )
        {RecordSql} from warned w join projects p on p.project_no = w.project_no
        """;

    private const string RecordSql = $"""
        insert into audit_records (record_id, tenant_no, project_id, actor_kind, action, resource_kind, resource_id, outcome)
        select $3, p.tenant_no, p.id, '{Actor.ServiceKind}', $4, {DestinationDisabling.ResourceSql}, '{AuditOutcome.Succeeded}'
        """;
}
