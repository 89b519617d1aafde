-- What people ask of the log: filters that need not read the whole history, why an event matched nothing, and counts per minute and hour.

-- Of the last recorded attempt. No index knows them: a filter by them goes by deliveries_undelivered or looks at a bounded part of the log.
alter table delivery_queue add column status_code smallint, add column failure_class text;
alter table deliveries add column status_code smallint, add column failure_class text;

-- What was not delivered is rare, so this costs next to nothing and finds it in any history.
create index deliveries_undelivered on deliveries (project_no, event_id, destination_no) where state <> 'delivered';
create index deliveries_destination on deliveries (destination_no, event_id);

-- Also those that were deleted: the log still shows them.
create index destinations_project on destinations (project_no, destination_no);

-- Why each destination did not match, for an event that matched none (Core/FanOut/MissedDestinations.cs); null for all others.
alter table events add column missed text;
create index events_unmatched on events (project_no, event_id) where matched = 0;

-- Attempts per minute and per hour: of each destination, and of the project as a whole under the destination number 0. Written by the
-- recorder with the attempts. Each recorder has rows of its own, so two of them do not wait for each other; readers add them up.
-- No index has a counter, and pages have room: so counting rewrites a row without touching an index.
create table attempt_minutes (
    project_no     bigint not null,
    destination_no bigint not null,
    at             timestamptz not null,
    recorder       smallint not null,
    delivered      integer not null,
    retry          integer not null,
    failed         integer not null,
    gone           integer not null,
    -- Attempts by duration, as far as the last bucket that has any (Core/Stats/LatencyHistogram.cs).
    latency        integer[] not null,
    primary key (project_no, destination_no, at, recorder)
) partition by range (at);

create table attempt_hours (like attempt_minutes including all) partition by range (at);

-- Makes the partitions of the days from first to last (UTC) that are not there yet.
create function ensure_stats_partitions(first_day date, last_day date) returns integer
language plpgsql as $$
declare
    parent text;
    part text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['attempt_minutes', 'attempt_hours'] loop
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            if to_regclass(part) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = 50)', part, parent,
                    day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
                made := made + 1;
            end if;
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;
