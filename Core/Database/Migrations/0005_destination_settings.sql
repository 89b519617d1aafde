alter table destinations
    -- Deliveries a second at most, over all workers; null = no limit.
    add column max_per_second double precision check (max_per_second between 0.1 and 10000),
    -- Time for one attempt; null = the workers' own (Worker:AttemptTimeout).
    add column timeout_seconds integer check (timeout_seconds between 1 and 60);

-- How far the moments of a destination's limit are given away. One row per destination that has, or had, a limit;
-- rewritten by every claim of it, so pages have room and no index but the key knows the row.
create table destination_rates (
    destination_no bigint primary key references destinations,
    -- The first moment that is still free.
    next_at        timestamptz not null
) with (fillfactor = 20, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);
