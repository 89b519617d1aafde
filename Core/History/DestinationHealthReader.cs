using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Destinations;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>Reads how a destination is doing.</summary>
public sealed class DestinationHealthReader(NpgsqlDataSource dataSource)
{
    /// <summary>Deliveries looked at to count those in flight: workers claim the deliveries that are due first.</summary>
    public const int MostCounted = 1_000;

    /// <summary>
    /// index: primary key of destinations, attempt_minutes_pkey (one or two partitions), attempt_hours_pkey, delivery_queue_due (the first
    /// $4 rows of the destination; no index knows the leases, because every claim would have to write it). Workers are few rows.
    /// </summary>
    internal const string ReadSql = """
        select d.enabled, d.disabled_reason, d.paused_at, d.open_until, d.opened_at, d.failing_since, d.warned_at,
               l.delivered, l.failed, f.delivered, f.failed, q.leased, w.cap
        from destinations d
        cross join lateral (
            select coalesce(sum(m.delivered), 0)::bigint as delivered, coalesce(sum(m.retry + m.failed + m.gone), 0)::bigint as failed
            from attempt_minutes m
            where m.project_no = d.project_no and m.destination_no = d.destination_no and m.at > now() - $2 and m.at < now() + interval '1 day'
        ) l
        cross join lateral (
            select coalesce(sum(m.delivered), 0)::bigint as delivered, coalesce(sum(m.retry + m.failed + m.gone), 0)::bigint as failed
            from attempt_hours m
            where m.project_no = d.project_no and m.destination_no = d.destination_no
              and m.at >= date_trunc('hour', d.failing_since) and m.at < now() + interval '1 day'
        ) f
        cross join lateral (
            select count(*) filter (where n.lease_id is not null)::int as leased
            from (select q.lease_id from delivery_queue q where q.destination_no = d.destination_no order by q.due_at, q.event_id limit $4) n
        ) q
        cross join lateral (
            select sum(c.cap)::int as cap
            from workers w
            cross join lateral unnest(w.cap_destinations, w.caps) as c (destination_no, cap)
            where w.heartbeat_at > now() - $3 and w.released_at is null and c.destination_no = d.destination_no
        ) w
        where d.destination_no = $1
        """;

    /// <summary>The health of a destination that exists.</summary>
    public async Task<DestinationHealth> ReadAsync(long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReadSql);
        command.Parameters.Add(new() { Value = destinationNo });
        command.Parameters.Add(new() { Value = DestinationHealth.Span, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new() { Value = WorkerRegister.SilenceAllowed, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new() { Value = MostCounted });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException($"There is no destination number {destinationNo}.");
        }

        return new DestinationHealth
        {
            IsEnabled = reader.GetBoolean(0),
            DisabledReason = reader.IsDBNull(1) ? null : reader.GetString(1),
            PausedAt = TimeAt(reader, 2),
            OpenUntil = TimeAt(reader, 3),
            OpenedAt = TimeAt(reader, 4),
            FailingSince = TimeAt(reader, 5),
            WarnedAt = TimeAt(reader, 6),
            Lately = new(reader.GetInt64(7), reader.GetInt64(8)),
            WhileFailing = new(reader.GetInt64(9), reader.GetInt64(10)),
            InFlight = reader.GetInt32(11),
            Concurrency = reader.IsDBNull(12) ? null : reader.GetInt32(12),
        };
    }

    private static DateTimeOffset? TimeAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
