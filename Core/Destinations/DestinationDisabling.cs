using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Tenants;
using Webhooks.Core.Triggers;

namespace Webhooks.Core.Destinations;

/// <summary>
/// The one way in which the service itself disables a destination, for every reason: 410, or only failures. All its parts are in one
/// statement, so that no reason can leave one out.
/// </summary>
internal static class DestinationDisabling
{
    /// <summary>Kind and id of the resource that people know the row <c>w</c> by: an agent by its own id.</summary>
    internal const string ResourceSql = $"""
        case w.kind when '{DestinationKinds.Agent}' then 'agents' else 'webhook-destinations' end,
        case w.kind when '{DestinationKinds.Agent}' then substr(w.id, length('{RunDestination.IdPrefix}') + 1) else w.id end
        """;

    /// <summary>
    /// Disables destinations that are unchanged since the reason came up, closes their breakers, clears their failures, writes the audit
    /// record and makes the workers release the deliveries they claimed ahead. Returns the disabled ones. The NOTIFY is inside, although
    /// its commit then waits for other notifying commits: this happens a few times in the life of a destination.
    /// <para>
    /// Without the version, the late 410 of an address that was just replaced would disable the repaired destination. Both conditions
    /// are on the row itself, so a change that commits while this waits for the row counts.
    /// </para>
    /// An agent's <c>runUrl</c> is disabled in the same way; no publish is matched with it, so the project's version stays.
    /// index: primary keys of destinations and projects
    /// </summary>
    internal const string Sql = $"""
        with disabled as (
            update destinations d
            set enabled = false, disabled_reason = g.reason, paused_at = now(), updated_at = now(), version = d.version + 1,
                open_until = null, failing_since = null, warned_at = null
            from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[], $5::uuid[])
                as g (destination_no, version, failing_since, reason, record_id)
            where d.destination_no = g.destination_no and d.enabled and d.deleted_at is null
              and (g.version is null or d.version = g.version) and (g.failing_since is null or d.failing_since = g.failing_since)
            returning d.destination_no, d.project_no, d.kind, d.id, g.record_id
        ), told as (
            update projects set version = version + 1 where project_no in (select project_no from disabled where kind = '{DestinationKinds.Receiver}')
        ), recorded as (
            insert into audit_records (record_id, tenant_no, project_id, actor_kind, action, resource_kind, resource_id, outcome)
            select w.record_id, p.tenant_no, p.id, '{Actor.ServiceKind}',
                case w.kind when '{DestinationKinds.Agent}' then '{FailingDestinations.DisableAgentAction}' else '{FailingDestinations.DisableAction}' end,
                {ResourceSql}, '{AuditOutcome.Succeeded}'
            from disabled w
            join projects p on p.project_no = w.project_no
        )
        select w.destination_no, pg_notify('{DestinationChanges.Channel}', w.destination_no::text)::text from disabled w
        """;

    /// <summary>The statement for these destinations, each named once per version.</summary>
    /// <param name="orders">The destinations to disable, ordered by number, so that two statements cannot deadlock.</param>
    /// <param name="now">The time of the audit records.</param>
    public static NpgsqlBatchCommand CommandFor(IReadOnlyList<DisableOrder> orders, DateTimeOffset now) => new(Sql)
    {
        Parameters =
        {
            ArrayOf(NpgsqlDbType.Bigint, orders, order => order.DestinationNo),
            ArrayOf(NpgsqlDbType.Bigint, orders, order => order.Version),
            ArrayOf(NpgsqlDbType.TimestampTz, orders, order => order.FailingSince?.UtcDateTime),
            ArrayOf(NpgsqlDbType.Text, orders, order => order.Reason),
            ArrayOf(NpgsqlDbType.Uuid, orders, _ => TimeKey.At(now)),
        },
    };

    private static NpgsqlParameter ArrayOf<T>(NpgsqlDbType type, IReadOnlyList<DisableOrder> orders, Func<DisableOrder, T> select) =>
        new() { Value = orders.Select(select).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}

/// <summary>A destination to disable, as long as the reason still applies to it.</summary>
/// <param name="DestinationNo">The destination.</param>
/// <param name="Reason">The reason shown to people.</param>
internal sealed record DisableOrder(long DestinationNo, string Reason)
{
    /// <summary>Only at this version; null = at any.</summary>
    public long? Version { get; init; }

    /// <summary>Only while it has been failing since this time; null = in any case.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}
