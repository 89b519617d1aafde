-- The ledger's roll-ups: events and deliveries counted by the minute of their event, in the transaction that changes them (docs/decisions/0053).

-- The minute, counted from 1970 (UTC), that the time inside a version-7 event id is in.
create function minute_of(event_id uuid) returns integer
language sql immutable parallel safe as $$
    select (('x' || left(event_id::text, 8) || substr(event_id::text, 10, 4))::bit(48)::bigint / 60000)::integer
$$;

-- Deliveries that an event has and that are not in delivery_queue yet: an event with many is stored without them, and workers write them in
-- turns (docs/decisions/0055). A row is written whole, so it has no more than 1,000.
create table fan_outs (
    tenant_no    bigint      not null,
    project_no   bigint      not null,
    event_id     uuid        not null,
    slice        integer     not null,
    -- When the deliveries were made, and are due.
    at           timestamptz not null,
    destinations bigint[]    not null,
    primary key (event_id, project_no, slice)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
create index fan_outs_turn on fan_outs (tenant_no, event_id, slice);

-- What was counted and is not in ledger_minutes yet. Only inserted into, so that no writer waits for another; housekeeping moves the rows.
-- Every number is a change: what leaves the queue or the log is counted as negative.
create table ledger_deltas (
    project_no bigint  not null,
    minute     integer not null,
    -- Events accepted, those of them that matched nothing, and the destinations they matched.
    accepted   integer not null default 0,
    unmatched  integer not null default 0,
    matched    bigint  not null default 0,
    -- Rows of delivery_queue, and deliveries in fan_outs.
    queued     bigint  not null default 0,
    -- Rows of deliveries, by state.
    delivered  bigint  not null default 0,
    failed     bigint  not null default 0,
    cancelled  bigint  not null default 0,
    expired    bigint  not null default 0
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1,
        autovacuum_vacuum_cost_delay = 0);
create index ledger_deltas_project on ledger_deltas (project_no, minute);

create table ledger_minutes (
    project_no bigint  not null,
    minute     integer not null,
    accepted   bigint  not null,
    unmatched  bigint  not null,
    matched    bigint  not null,
    queued     bigint  not null,
    delivered  bigint  not null,
    failed     bigint  not null,
    cancelled  bigint  not null,
    expired    bigint  not null,
    primary key (project_no, minute)
) partition by range (minute);
-- The minutes of which something waits: few, whatever the history.
create index ledger_minutes_waiting on ledger_minutes (project_no, minute) where queued <> 0;

-- A day of the minutes is made, and dropped, with its events.
create or replace function ensure_day_partitions(first_day date, last_day date) returns integer
language plpgsql as $$
declare
    parent text;
    day date := first_day;
    first_minute integer;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['events', 'deliveries', 'attempts'] loop
            -- Rows are added and dropped with their day, never changed but for resends: little for a vacuum to do.
            made := made + attach_day_partition(parent, day,
                uuid_at(day::timestamp at time zone 'UTC')::text, uuid_at((day + 1)::timestamp at time zone 'UTC')::text,
                'autovacuum_vacuum_insert_threshold = 2000000, autovacuum_analyze_threshold = 200000, autovacuum_analyze_scale_factor = 0.5');
        end loop;
        first_minute := (day - date '1970-01-01') * 1440;
        made := made + attach_day_partition('ledger_minutes', day, first_minute::text, (first_minute + 1440)::text, 'fillfactor = 70');
        day := day + 1;
    end loop;
    return made;
end
$$;

-- The days that have a partition, counted from 1970.
create function ledger_days() returns setof integer
language sql stable as $$
    select to_date(right(c.relname, 8), 'YYYYMMDD') - date '1970-01-01'
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'ledger_minutes'::regclass
$$;

-- Counts everything anew: for what was there before the ledger, and after tables were edited by hand. Writers wait meanwhile.
create function recount_ledger() returns bigint
language plpgsql as $$
declare
    counted bigint;
begin
    lock table events, fan_outs, delivery_queue, deliveries, ledger_deltas, ledger_minutes in share row exclusive mode;
    delete from ledger_deltas;
    delete from ledger_minutes;
    insert into ledger_minutes (project_no, minute, accepted, unmatched, matched, queued, delivered, failed, cancelled, expired)
    select c.project_no, c.minute, sum(accepted), sum(unmatched), sum(matched), sum(queued), sum(delivered), sum(failed), sum(cancelled), sum(expired)
    from (
        select project_no, minute_of(event_id) as minute, count(*) as accepted, count(*) filter (where matched = 0) as unmatched,
               sum(matched) as matched, 0 as queued, 0 as delivered, 0 as failed, 0 as cancelled, 0 as expired
        from events group by 1, 2
        union all
        select project_no, minute_of(event_id), 0, 0, 0, count(*), 0, 0, 0, 0 from delivery_queue group by 1, 2
        union all
        select project_no, minute_of(event_id), 0, 0, 0, sum(cardinality(destinations)), 0, 0, 0, 0 from fan_outs group by 1, 2
        union all
        select project_no, minute_of(event_id), 0, 0, 0, 0, count(*) filter (where state = 'delivered'), count(*) filter (where state = 'failed'),
               count(*) filter (where state = 'cancelled'), count(*) filter (where state = 'expired')
        from deliveries group by 1, 2
    ) c
    where c.minute / 1440 in (select ledger_days())
    group by 1, 2;
    get diagnostics counted = row_count;
    return counted;
end
$$;

-- The days there are.
select ensure_day_partitions(day, day)
from (
    select to_date(right(c.relname, 8), 'YYYYMMDD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events'::regclass
) days;
select recount_ledger();
