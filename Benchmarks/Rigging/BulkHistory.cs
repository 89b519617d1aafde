using System.Globalization;
using Npgsql;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// Puts a week of history straight into the tables, in the shape in which publisher and recorder leave it: an event to ten of the project's
/// destinations, one delivery in a hundred failed after three attempts, the others delivered by their first, which their own rows hold
/// (Core/Queue/DeliveryQueue.Record.Sql.cs), and what charts are drawn from. Minutes are made for the last two days, hours for all of
/// them: no chart shows more.
/// </summary>
internal sealed class BulkHistory(BenchDatabase database, Action<string> say)
{
    public const int Destinations = 100;
    private const int MatchedEach = 10;
    private const int Days = 7;
    private const int ChunkEvents = 25_000;
    private const int SayEveryEvents = 100_000;

    /// <summary>
    /// $1 = project, $2 and $3 = numbers of the first and last event, $4 = the project's first destination, $5 = events of the week.
    /// </summary>
    private static readonly string EventsSql = string.Create(CultureInfo.InvariantCulture, $$$"""
        with planned as materialized (
            select n, at, (array['event.created', 'conversation.created', 'conversation.updated'])[1 + n % 3] as type, 'agent-' || n % 10 as agent_id,
                   (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
                    || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || substr(md5(n::text), 1, 15))::uuid as event_id
            from (select n, now() - interval '{{{Days - 1}}} days' * (1 - n::float8 / $5) as at from generate_series($2, $3) n) t
        ), stored as (
            insert into events (project_no, event_id, type, agent_id, matched, body)
            select $1, event_id, type, agent_id, {{{MatchedEach}}},
                   convert_to('{"type":"' || type || '","agentId":"' || agent_id || '","data":{"text":"' || repeat('x', 120) || '"}}', 'UTF8')
            from planned
        ), sent as materialized (
            select p.*, $4 + (p.n + k * {{{Destinations / MatchedEach}}}) % {{{Destinations}}} as destination_no, p.n % 10 = 0 and k = 0 as failed
            from planned p cross join generate_series(0, {{{MatchedEach - 1}}}) k
        ), failures as (
            insert into attempts (project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class,
                next_attempt_at, first_byte_ms, worker_id)
            select $1, event_id, destination_no, number, at + interval '2 seconds' * number, 12, 500, 'retry', 'http', at + interval '2 seconds' * (number + 1), 11, '{{{Guid.Empty}}}'
            from sent cross join generate_series(1, 2) number
            where failed
        )
        insert into deliveries (project_no, event_id, destination_no, event_type, agent_id, state, reason, attempt_count, created_at, finished_at,
            status_code, failure_class, started_at, duration_ms, first_byte_ms, response_body, worker_id)
        select $1, event_id, destination_no, type, agent_id, case when failed then 'failed' else 'delivered' end,
               case when failed then 'The receiver answered with 500; no attempt is left.' end, case when failed then 3 else 1 end, at, at + interval '6 seconds',
               case when failed then 500 else 200 end, case when failed then 'http' end, at, 12, 11, 'ok'::bytea, '{{{Guid.Empty}}}'
        from sent
        """);

    /// <summary>$1 = project, $2 = the first destination, $3 = attempts a minute. Number 0 is the project as a whole.</summary>
    private static readonly string CountsSql = string.Create(CultureInfo.InvariantCulture, $"""
        with counted as (
            select 0::bigint as destination_no, $3::int as attempts
            union all
            select $2 + d, $3::int / {Destinations} from generate_series(0, {Destinations - 1}) d
        ), minutes as (
            insert into attempt_minutes (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
            select $1, destination_no, at, 1, attempts, attempts / 50, attempts / 100, 0, array_fill(attempts / 20, array[20])
            from counted cross join generate_series(date_trunc('minute', now() - interval '2 days'), now(), interval '1 minute') at
        )
        insert into attempt_hours (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
        select $1, destination_no, at, 1, attempts * 60, attempts, attempts / 2, 0, array_fill(attempts * 3, array[20])
        from counted cross join generate_series(date_trunc('hour', now() - interval '{Days - 1} days'), now(), interval '1 hour') at
        """);

    /// <param name="project">Has <see cref="Destinations"/> destinations with numbers in a row.</param>
    /// <param name="firstDestination">The first of them.</param>
    /// <param name="deliveries">How many; rounded down to a whole number of events.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task AddAsync(long project, long firstDestination, long deliveries, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            $"select ensure_day_partitions((now() - interval '{Days} days')::date, now()::date) + ensure_stats_partitions((now() - interval '{Days} days')::date, now()::date)",
            cancellationToken);
        var events = deliveries / MatchedEach;
        for (long added = 0; added < events;)
        {
            var last = Math.Min(events, added + ChunkEvents);
            await ExecuteAsync(EventsSql, cancellationToken, project, (int)added + 1, (int)last, firstDestination, (double)events);
            added = last;
            if (added % SayEveryEvents == 0)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"    {added * MatchedEach:N0} of {deliveries:N0} deliveries of history"));
            }
        }

        var minutes = (Days - 1) * 24 * 60;
        await ExecuteAsync("select recount_ledger()", cancellationToken);
        await ExecuteAsync(CountsSql, cancellationToken, project, firstDestination, (int)Math.Max(Destinations, deliveries / minutes));
    }

    /// <summary>
    /// The lists besides: conversations with two messages each, invocations of a trigger, audit records. $1 = project, $2 = of each, $3 =
    /// trigger.
    /// </summary>
    public Task AddListsAsync(long project, int ofEach, long trigger, CancellationToken cancellationToken) => ExecuteAsync(
        """
        with planned as materialized (
            select n, at, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0')
                || '8' || substr(md5(n::text), 1, 15))::uuid as key
            from (select n, now() - interval '6 days' * (1 - n::float8 / $2) as at from generate_series(1, $2) n) t
        ), started as (
            insert into conversations (project_no, conversation_id, id, agent_id, title, start_hash, message_count, last_event_id, created_at, updated_at)
            select $1, key, 'conversation-' || n, 'agent', 'Title ' || n, 'x'::bytea, 2, key, at, at from planned
        ), said as (
            insert into messages (project_no, conversation_id, number, id, role, content, size, created_at)
            select $1, key, m, 'message-' || m, (array['user', 'assistant'])[m], 'Where is my order?', 80, at from planned cross join generate_series(1, 2) m
        ), invoked as (
            insert into invocations (project_no, invocation_id, trigger_no, agent_id, conversation_id, status, payload, message, due_at, created_at, finished_at)
            select $1, key, $3, 'agent', 'conversation-' || n, (array['success', 'failed'])[1 + (n % 10 = 0)::int], '{}', 'Go', at, at, at from planned
        )
        insert into audit_records (record_id, tenant_no, project_id, actor_kind, actor_id, actor_name, action, resource_kind, resource_id, outcome, status_code)
        select p.key, o.tenant_no, o.id, 'key', 'key-' || p.n % 20, 'Key', (array['destination.update', 'agent.create'])[1 + p.n % 2], 'webhook-destinations',
               'destination-' || p.n % 100, 'succeeded', 200
        from planned p cross join (select tenant_no, id from projects where project_no = $1) o
        """,
        cancellationToken, project, ofEach, trigger);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
