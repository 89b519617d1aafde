using System.Globalization;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Database;

public sealed partial class DayDrops
{
    /// <summary>Reads the catalogue only.</summary>
    private const string ListSql = """
        select to_date(right(c.relname, 8), 'YYYYMMDD')
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        where i.inhparent = to_regclass($1)
        order by 1
        """;

    /// <summary>
    /// Whether a delivery of an event with a key from $1 up to, not including, $2 waits: two index probes per project that has anything
    /// waiting, however many deliveries wait (a loose index scan). index: primary keys of delivery_queue and fan_outs
    /// </summary>
    internal const string WaitingSql = """
        with recursive waiting as (
            (select q.project_no from delivery_queue q order by q.project_no limit 1)
            union all
            select n.project_no
            from waiting w
            cross join lateral (
                select q.project_no from delivery_queue q where q.project_no > w.project_no order by q.project_no limit 1
            ) n
        )
        select exists (
            select
            from waiting w
            cross join lateral (
                select 1 from delivery_queue q where q.project_no = w.project_no and q.event_id >= $1 and q.event_id < $2 limit 1
            ) found
            limit 1)
            or exists (select from fan_outs f where f.event_id >= $1 and f.event_id < $2)
        """;

    /// <summary>
    /// Publishes, claims and records wait as long as this does. It locks up to eight tables, one after the other: the first limit is for
    /// one of them, the second for all. Both end sooner than the server looks for deadlocks, so that a publish is never the one that is
    /// cancelled.
    /// </summary>
    private const string ImpatientSql = "select set_config('lock_timeout', '25ms', true), set_config('statement_timeout', '75ms', true)";

    /// <summary>
    /// The limit for the statements after the tables are locked: the look at the queue is short but may find its pages on the disk.
    /// </summary>
    private const string PatientSql = "select set_config('statement_timeout', '5s', true)";

    private static string LockSql(DateOnly day, IReadOnlyList<string> tables) =>
        $"lock table {Names(day, tables)}, {string.Join(", ", tables.Select(table => $"only {table}"))} in access exclusive mode";

    private static string DropSql(DateOnly day, IReadOnlyList<string> tables) => $"drop table {Names(day, tables)}";

    /// <summary>
    /// Removes counts of the day that are not folded yet. A transaction that counts has a lock on one of the tables until it commits, so no
    /// more can follow.
    /// index: none; the table holds the counts of about the last minute
    /// </summary>
    private static string ForgetSql(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        delete from ledger_deltas
        where minute >= {LedgerCounts.MinuteOf(RetainedDays.StartOf(day))} and minute < {LedgerCounts.MinuteOf(RetainedDays.EndOf(day))}
        """);

    /// <summary>Constants and digits only; no input.</summary>
    private static string Names(DateOnly day, IReadOnlyList<string> tables) =>
        string.Join(", ", tables.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table}_{day:yyyyMMdd}")));
}
