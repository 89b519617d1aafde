namespace Webhooks.Core.Database;

public sealed partial class DayPartitions
{
    /// <summary>
    /// The days from $1 to $2 that lack a partition of any table. Reads the catalogue only. index: primary key of pg_inherits
    /// </summary>
    internal const string MissingSql = """
        select day::date
        from generate_series($1::date, $2::date, interval '1 day') as days (day)
        cross join unnest(array['events', 'deliveries', 'attempts', 'attempt_minutes', 'attempt_hours', 'ledger_minutes']) as tables (parent)
        left join pg_inherits i
            on i.inhrelid = to_regclass(parent || '_' || to_char(day, 'YYYYMMDD')) and i.inhparent = to_regclass(parent)
        where i.inhrelid is null
        group by day
        order by day
        """;

    private const string AloneSql = "select pg_advisory_xact_lock($1)";

    /// <summary>
    /// Attaching waits for transactions that change or analyse the table, and only those wait behind it. It ends sooner than the server
    /// looks for deadlocks.
    /// </summary>
    private const string ImpatientSql = "select set_config('lock_timeout', '200ms', true)";

    private const string MakeSql = "select ensure_day_partitions($1, $1) + ensure_stats_partitions($1, $1)";
}
