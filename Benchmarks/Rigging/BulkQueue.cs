using System.Globalization;
using Npgsql;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// Puts what waits straight into <c>events</c> and <c>delivery_queue</c>, in the shape that a publish writes
/// (Core/Events/EventStore.Sql.cs): one event with the ids of its moment, matched by every destination of its project, and a delivery for
/// each of them, due since then. A million of them through the Api would take longer than what is measured. Bodies are short, so that the
/// disk of a large backlog is the queue's and not the payloads'.
/// </summary>
internal sealed class BulkQueue(BenchDatabase database, Action<string> say)
{
    /// <summary>Deliveries one statement writes at most; small enough for a line of progress every few seconds.</summary>
    private const int Chunk = 250_000;

    private const int SayEvery = 1_000_000;

    /// <summary>$1 = projects, $2 = events of each. The key is a version-7 UUID of its moment.</summary>
    private const string AddSql = """
        with fresh as (
            insert into events (project_no, event_id, type, matched, body)
            select p.project_no,
                   (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
                    || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || substr(md5(random()::text || n), 1, 15))::uuid,
                   'event.created', p.destinations,
                   convert_to('{"id":"evt","type":"event.created","timestamp":"2026-01-01T00:00:00.000Z","tenantId":"crowd","projectId":"crowd","data":{"text":"'
                    || repeat('x', 120) || '"}}', 'UTF8')
            from (
                select d.project_no, count(*)::int as destinations
                from destinations d
                where d.project_no = any($1) and d.deleted_at is null
                group by d.project_no
            ) p
            cross join generate_series(1, $2) n
            returning project_no, event_id, matched
        ), counted as (
            insert into ledger_deltas (project_no, minute, accepted, matched, queued)
            select project_no, minute_of(event_id), count(*), sum(matched), sum(matched) from fresh group by 1, 2
        )
        insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
        select f.project_no, f.event_id, d.destination_no, clock_timestamp(), clock_timestamp()
        from fresh f
        join destinations d on d.project_no = f.project_no and d.deleted_at is null
        """;

    /// <summary>
    /// Adds events until so many more deliveries wait; nothing of it is seen before all of it is, so that workers do not begin on the way.
    /// The planner's figures are brought up to date, as they would be by the time so much waits.
    /// </summary>
    public async Task AddAsync(IReadOnlyCollection<long> projects, long deliveries, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        long[] numbers = [.. projects];
        var destinations = await CountDestinationsAsync(connection, numbers, cancellationToken);
        for (long added = 0, said = 0; added < deliveries;)
        {
            await using var command = new NpgsqlCommand(AddSql, connection) { CommandTimeout = 0 };
            command.Parameters.Add(new() { Value = numbers });
            command.Parameters.Add(new() { Value = (int)Math.Max(1, Math.Min(Chunk, deliveries - added) / destinations) });
            added += await command.ExecuteNonQueryAsync(cancellationToken);
            if (added - said >= SayEvery)
            {
                said = added;
                say(string.Create(CultureInfo.InvariantCulture, $"    {added:N0} of {deliveries:N0} waiting"));
            }
        }

        await using var analyze = new NpgsqlCommand("analyze events, delivery_queue", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Has the workers look at all destinations, as the Api does after a commit that touched many.</summary>
    public Task WakeWorkersAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync("select pg_notify('webhooks_due', '*')", cancellationToken);

    /// <summary>Whatever waits is gone.</summary>
    public Task EmptyAsync(CancellationToken cancellationToken) => database.ExecuteAsync("truncate delivery_queue", cancellationToken);

    private static async Task<long> CountDestinationsAsync(
        NpgsqlConnection connection, long[] projects, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from destinations where project_no = any($1) and deleted_at is null", connection)
        {
            Parameters = { new() { Value = projects } },
        };
        // A count is never null.
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
