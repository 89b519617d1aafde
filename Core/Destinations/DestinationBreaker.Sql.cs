namespace Webhooks.Core.Destinations;

public sealed partial class DestinationBreaker
{
    /// <summary>
    /// Reads the health of destinations whose attempts failed lately: the counts of two minutes, which all workers write, without those
    /// from before the breaker last closed. index: primary key of destinations, attempt_minutes_pkey (one or two partitions)
    /// </summary>
    internal const string ReadSql = """
        select d.destination_no, d.open_until is not null, d.opened_times, d.closed_at, d.failing_since is not null,
               now(), date_trunc('minute', now()), c.delivered_before, c.failed_before, c.delivered, c.failed
        from unnest($1::bigint[]) as a (destination_no)
        join destinations d on d.destination_no = a.destination_no and d.enabled and d.deleted_at is null
        cross join lateral (
            select coalesce(sum(m.delivered) filter (where m.at < date_trunc('minute', now())), 0)::bigint as delivered_before,
                   coalesce(sum(m.retry + m.failed + m.gone) filter (where m.at < date_trunc('minute', now())), 0)::bigint as failed_before,
                   coalesce(sum(m.delivered) filter (where m.at >= date_trunc('minute', now())), 0)::bigint as delivered,
                   coalesce(sum(m.retry + m.failed + m.gone) filter (where m.at >= date_trunc('minute', now())), 0)::bigint as failed
            from attempt_minutes m
            where m.project_no = case d.kind when 'agent' then -d.project_no else d.project_no end and m.destination_no = d.destination_no
              and m.at >= date_trunc('minute', now()) - interval '1 minute' and m.at < now() + interval '1 day'
              and (d.closed_at is null or m.at > d.closed_at)
        ) c
        """;

    /// <summary>index: primary key of destinations</summary>
    private const string MarkFailingSql = """
        update destinations set failing_since = now()
        where destination_no = any($1) and failing_since is null and enabled and deleted_at is null
        """;

    /// <summary>
    /// No row = another worker was first, or a user paused it. Rows are locked in one order, so that two workers do not wait for each
    /// other in a circle. index: primary key of destinations
    /// </summary>
    private const string OpenSql = """
        with locked as (
            select d.destination_no from destinations d
            where d.destination_no = any($1::bigint[]) and d.open_until is null and d.enabled and d.deleted_at is null
            order by d.destination_no
            for update
        )
        update destinations d set open_until = now() + a.open_for, opened_at = now(), opened_times = a.times
        from unnest($1::bigint[], $2::interval[], $3::int[]) as a (destination_no, open_for, times)
        join locked l on l.destination_no = a.destination_no
        where d.destination_no = l.destination_no
        returning d.destination_no, d.open_until
        """;

    /// <summary>index: primary keys of destinations and projects</summary>
    private const string CloseSql = """
        update destinations d set open_until = null, closed_at = now()
        from projects p
        where d.destination_no = $1 and d.open_until is not null and p.project_no = d.project_no
        returning p.tenant_no
        """;

    /// <summary>A probe that failed: twice as long as before. index: primary key of destinations</summary>
    private const string TimesSql = "select opened_times from destinations where destination_no = $1 and open_until is not null";

    /// <summary>index: primary key of destinations</summary>
    private const string ReopenSql = """
        update destinations set open_until = now() + $2, opened_times = $3
        where destination_no = $1 and open_until is not null and opened_times = $3 - 1
        returning open_until
        """;
}
