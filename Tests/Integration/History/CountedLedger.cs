using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

/// <summary>What the ledger has rolled up beside what the tables hold.</summary>
internal static class CountedLedger
{
    private const string Rolled = """
        select project_no, minute, sum(accepted), sum(unmatched), sum(matched), sum(queued), sum(delivered), sum(failed), sum(cancelled), sum(expired)
        from (select * from ledger_minutes union all select * from ledger_deltas) l
        group by 1, 2
        having (sum(accepted), sum(queued), sum(delivered), sum(failed), sum(cancelled), sum(expired)) <> (0, 0, 0, 0, 0, 0)
        """;

    private const string Counted = """
        select project_no, minute, sum(accepted), sum(unmatched), sum(matched), sum(queued), sum(delivered), sum(failed), sum(cancelled), sum(expired)
        from (
            select project_no, minute_of(event_id) as minute, 1 as accepted, case when matched = 0 then 1 else 0 end as unmatched, matched::bigint,
                   0 as queued, 0 as delivered, 0 as failed, 0 as cancelled, 0 as expired
            from events
            union all
            select project_no, minute_of(event_id), 0, 0, 0, 1, 0, 0, 0, 0 from delivery_queue
            union all
            select project_no, minute_of(event_id), 0, 0, 0, cardinality(destinations), 0, 0, 0, 0 from fan_outs
            union all
            select project_no, minute_of(event_id), 0, 0, 0, 0, (state = 'delivered')::int, (state = 'failed')::int, (state = 'cancelled')::int,
                   (state = 'expired')::int
            from deliveries
        ) c
        group by 1, 2
        """;

    /// <summary>Every number of every project and minute is what counting the rows says.</summary>
    public static async Task AssertTrueAsync(TestDatabase database)
    {
        var differences = await database.ColumnAsync<string>(
            $"""
            with rolled as ({Rolled}), counted as ({Counted})
            (select 'only rolled up: ' || r::text from (select * from rolled except select * from counted) r)
            union all
            (select 'only counted: ' || c::text from (select * from counted except select * from rolled) c)
            """);
        Assert.Empty(differences);
    }
}
