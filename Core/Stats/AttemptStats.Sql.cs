namespace Webhooks.Core.Stats;

public sealed partial class AttemptStats
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

    /// <summary>The mark is the name of the table. index: primary key of attempt_minutes or attempt_hours (the partitions of the span)</summary>
    private const string ReadSql = """
        select at, delivered, retry, failed, gone, latency
        from {table}
        where project_no = $1 and destination_no = $2 and at >= $3 and at < $4
        """;

    private static readonly string ReadMinutesSql = ReadSql.Replace("{table}", "attempt_minutes", StringComparison.Ordinal);

    private static readonly string ReadHoursSql = ReadSql.Replace("{table}", "attempt_hours", StringComparison.Ordinal);
}
