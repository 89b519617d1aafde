using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Queue;

/// <summary>How attempts are counted in the transaction that records them.</summary>
internal sealed partial class AttemptCounts
{
    /// <summary>
    /// Adds to the counts of one table, row after row in the order given, so that two writers of the same rows cannot deadlock. The mark
    /// is the name of the table. index: primary key of attempt_minutes or attempt_hours (one partition each)
    /// </summary>
    private const string CountSql = """
        insert into {table} as counted (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
        select project_no, destination_no, at, $9, delivered, retry, failed, gone, latency::int[]
        from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[])
            as c (project_no, destination_no, at, delivered, retry, failed, gone, latency)
        on conflict (project_no, destination_no, at, recorder) do update
        set delivered = counted.delivered + excluded.delivered, retry = counted.retry + excluded.retry,
            failed = counted.failed + excluded.failed, gone = counted.gone + excluded.gone,
            latency = array(select coalesce(a, 0) + coalesce(b, 0) from unnest(counted.latency, excluded.latency) as sum (a, b))
        """;

    internal static readonly string CountMinutesSql = CountSql.Replace("{table}", "attempt_minutes", StringComparison.Ordinal);

    internal static readonly string CountHoursSql = CountSql.Replace("{table}", "attempt_hours", StringComparison.Ordinal);

    /// <summary>The statements that count recorded attempts, for the transaction that records them.</summary>
    /// <param name="recorder">The recorder whose rows to count in; from 0 to 255.</param>
    /// <param name="attempts">The recorded attempts.</param>
    /// <param name="now">The database's time.</param>
    internal static IEnumerable<NpgsqlBatchCommand> CommandsFor(
        short recorder, IReadOnlyList<FinishedAttempt> attempts, DateTimeOffset now) =>
    [
        CommandFor(CountMinutesSql, recorder, Of(attempts, StatsSpan.Minute, now)),
        CommandFor(CountHoursSql, recorder, Of(attempts, StatsSpan.Hour, now)),
    ];

    private static NpgsqlBatchCommand CommandFor(string sql, short recorder, IReadOnlyList<KeyValuePair<CountKey, AttemptCounts>> counts)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(counts.Select(count => count.Key.ProjectNo));
        Add(counts.Select(count => count.Key.DestinationNo));
        command.Parameters.Add(new()
        {
            Value = counts.Select(count => count.Key.At.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        Add(counts.Select(count => count.Value.Delivered));
        Add(counts.Select(count => count.Value.Retry));
        Add(counts.Select(count => count.Value.Failed));
        Add(counts.Select(count => count.Value.Gone));
        // As text, because arrays of arrays must be rectangular.
        Add(counts.Select(count => $"{{{string.Join(',', count.Value.Latency.ToArray())}}}"));
        command.Parameters.Add(new() { Value = recorder });
        return command;

        void Add<T>(IEnumerable<T> values) => command.Parameters.Add(new() { Value = values.ToArray() });
    }
}
