-- Day partitions are made beside their table and then attached. "create table … partition of" locks the table against everybody: behind a
-- reader that takes long (a backup, a report) it waits, and every publish, claim and record waits behind it. Attaching disturbs neither
-- readers nor writers. The new table is empty, so there is nothing to be scanned for its bounds.

-- Makes the partition of a day of one table, unless it is there. One that was detached by hand is attached again.
create function attach_day_partition(parent text, day date, first_key text, next_key text, settings text) returns integer
language plpgsql as $$
declare
    part text := parent || '_' || to_char(day, 'YYYYMMDD');
begin
    if exists (select from pg_inherits i where i.inhparent = to_regclass(parent) and i.inhrelid = to_regclass(part)) then
        return 0;
    end if;
    if to_regclass(part) is null then
        -- With all indexes, so that attaching finds each of them and makes none.
        execute format('create table %I (like %I including all) with (%s)', part, parent, settings);
    end if;
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, first_key, next_key);
    return 1;
end
$$;

-- Makes the partitions of the days from first to last (UTC) that are not there yet.
create or replace function ensure_day_partitions(first_day date, last_day date) returns integer
language plpgsql as $$
declare
    parent text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['events', 'deliveries', 'attempts'] loop
            -- Rows are added and dropped with their day, never changed but for resends: little for a vacuum to do.
            made := made + attach_day_partition(parent, day,
                uuid_at(day::timestamp at time zone 'UTC')::text, uuid_at((day + 1)::timestamp at time zone 'UTC')::text,
                'autovacuum_vacuum_insert_threshold = 2000000, autovacuum_analyze_threshold = 200000, autovacuum_analyze_scale_factor = 0.5');
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;

-- The same for the counts.
create or replace function ensure_stats_partitions(first_day date, last_day date) returns integer
language plpgsql as $$
declare
    parent text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['attempt_minutes', 'attempt_hours'] loop
            made := made + attach_day_partition(parent, day,
                (day::timestamp at time zone 'UTC')::text, ((day + 1)::timestamp at time zone 'UTC')::text, 'fillfactor = 50');
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;
