using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Queue;

/// <summary>
/// The counts of the ledger, written in the transaction that changes them. Every statement that puts rows into <c>delivery_queue</c> or
/// <c>deliveries</c>, or takes them out, has to record that in <c>ledger_deltas</c>; a test reads the statements.
/// </summary>
internal static class LedgerCounts
{
    /// <summary>
    /// The end of a statement that has taken rows out of the queue (<c>taken</c>) and kept them as finished (<c>kept</c>, with their
    /// state). Inserts only.
    /// </summary>
    public const string MovedSql = """
        counted as (
            insert into ledger_deltas (project_no, minute, queued, cancelled, expired)
            select m.project_no, minute_of(m.event_id), -sum(m.left_queue), count(*) filter (where m.state = 'cancelled'),
                   count(*) filter (where m.state = 'expired')
            from (
                select project_no, event_id, 1 as left_queue, null as state from taken
                union all
                select project_no, event_id, 0, state from kept
            ) m
            group by 1, 2
        )
        """;

    /// <summary>Inserts only.</summary>
    private const string FinishedSql = """
        insert into ledger_deltas (project_no, minute, queued, delivered, failed)
        select project_no, minute, -(delivered + failed), delivered, failed
        from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) as c (project_no, minute, delivered, failed)
        """;

    /// <summary>The minute, counted from 1970, that a moment is in; later times get the last minute there is.</summary>
    public static int MinuteOf(DateTimeOffset moment) => (int)Math.Clamp(moment.ToUnixTimeSeconds() / 60, 0, int.MaxValue);

    /// <summary>The statement that counts the attempts which were the last of their deliveries; null when none was.</summary>
    public static NpgsqlBatchCommand? CommandFor(IReadOnlyList<FinishedAttempt> recorded)
    {
        var counts = new Dictionary<(long ProjectNo, int Minute), (int Delivered, int Failed)>();
        foreach (var (delivery, _, verdict) in recorded)
        {
            if (verdict is not Verdict.RetryAt)
            {
                var key = (delivery.ProjectNo, MinuteOf(EventTime.Of(delivery.EventKey)));
                var (delivered, failed) = counts.GetValueOrDefault(key);
                counts[key] = verdict is Verdict.Delivered ? (delivered + 1, failed) : (delivered, failed + 1);
            }
        }

        return counts.Count == 0 ? null : new NpgsqlBatchCommand(FinishedSql)
        {
            Parameters =
            {
                new() { Value = counts.Keys.Select(key => key.ProjectNo).ToArray() },
                new() { Value = counts.Keys.Select(key => key.Minute).ToArray() },
                new() { Value = counts.Values.Select(count => count.Delivered).ToArray() },
                new() { Value = counts.Values.Select(count => count.Failed).ToArray() },
            },
        };
    }
}
