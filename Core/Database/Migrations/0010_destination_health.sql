-- How a destination is doing, as far as something follows from it. Written by workers when attempts fail, never while all is well.
alter table destinations
    -- The breaker: null = closed. Otherwise nothing is claimed, and from this moment on one delivery may be tried.
    add column open_until   timestamptz,
    -- When it opened, and how often in a row.
    add column opened_at    timestamptz,
    add column opened_times integer not null default 0,
    -- What happened before this counts no more for the breaker.
    add column closed_at    timestamptz,
    -- Since when attempts fail, as far as no success was counted since; null = they do not.
    add column failing_since timestamptz,
    -- When people were warned that it will be disabled.
    add column warned_at    timestamptz;

-- Few rows, and none that is well.
create index destinations_failing on destinations (destination_no) where failing_since is not null;

-- The service itself may be who did something.
alter table audit_records
    drop constraint audit_records_actor_kind_check,
    add constraint audit_records_actor_kind_check check (actor_kind in ('key', 'user', 'service', 'nobody'));
