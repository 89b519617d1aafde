namespace Webhooks.Core.Events;

internal sealed partial class EventStore
{
    /// <summary>
    /// Stages 1 and 2 in one statement, so in one transaction: the events whose project is still at the version they were matched with, and
    /// one delivery per matched destination, due now: in the queue, or put off, $15 of them in a row. Ids are taken in one order, so two
    /// writers cannot deadlock. The destinations of an event come as the text of an array, because arrays of arrays must be rectangular; so
    /// no join can grow with the square of the batch. index: primary keys of projects and event_ids
    /// </summary>
    private const string StoreSql = """
        with input as (
            select * from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::bytea[],
                $10::text[], $11::timestamptz[], $12::text[], $13::smallint[], $14::bool[], $16::text[])
                as i (project_no, version, event_id, id, type, agent_id, matched, trace_parent, body, destinations, at, missed, hops,
                    put_off, trace_state)
        ), fresh as (
            select i.*, p.tenant_no from input i join projects p on p.project_no = i.project_no and p.version = i.version
        ), taken as (
            insert into event_ids (project_no, id, event_id)
            select project_no, id, event_id from fresh where id is not null order by project_no, id
            on conflict do nothing
            returning event_id
        ), accepted as materialized (
            select *, destinations::bigint[] as numbers from fresh where id is null or event_id in (select event_id from taken)
        ), stored as (
            insert into events (project_no, event_id, id, type, agent_id, matched, trace_parent, trace_state, body, missed, hops)
            select project_no, event_id, id, type, agent_id, matched, trace_parent, trace_state, body, missed, hops from accepted
            returning event_id
        ), fanned_out as (
            insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at)
            select a.project_no, a.event_id, d.destination_no, a.at, a.at
            from accepted a cross join lateral unnest(a.numbers) as d (destination_no)
            where a.put_off is null
        ), put_off as (
            insert into fan_outs (tenant_no, project_no, event_id, slice, at, destinations)
            select a.tenant_no, a.project_no, a.event_id, s, a.at, a.numbers[s * $15 + 1:(s + 1) * $15]
            from accepted a cross join lateral generate_series(0, (cardinality(a.numbers) - 1) / $15) as s
            where a.put_off
        ), counted as (
            insert into ledger_deltas (project_no, minute, accepted, unmatched, matched, queued)
            select project_no, minute_of(event_id), count(*), count(*) filter (where matched = 0), sum(matched), sum(cardinality(numbers))
            from accepted
            group by 1, 2
        )
        select event_id from stored
        """;

    /// <summary>Which ids exist at all. index: primary key of event_ids</summary>
    private const string TakenSql = """
        select i.project_no, i.id
        from unnest($1::bigint[], $2::text[]) as a (project_no, id)
        join event_ids i on i.project_no = a.project_no and i.id = a.id
        """;
}
