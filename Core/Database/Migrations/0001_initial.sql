-- Control plane: few rows, written through EF Core.

create table tenants (
    tenant_no   bigint generated always as identity primary key,
    id          text not null unique,
    name        text not null,
    created_at  timestamptz not null
);

create table projects (
    project_no  bigint generated always as identity primary key,
    tenant_no   bigint not null references tenants,
    id          text not null,
    name        text not null,
    -- Bumped by every destination write and checked inside the publish statement,
    -- so a stale copy of the destinations can never decide a fan-out.
    version     bigint not null default 1,
    created_at  timestamptz not null,
    unique (tenant_no, id)
);

create table agents (
    agent_no    bigint generated always as identity primary key,
    project_no  bigint not null references projects,
    id          text not null,
    name        text not null,
    run_url     text,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    unique (project_no, id)
);

create table api_keys (
    api_key_no   bigint generated always as identity primary key,
    id           text not null unique,
    -- null = every tenant (the first admin key); project_no null = every project of the tenant.
    tenant_no    bigint references tenants,
    project_no   bigint references projects,
    name         text not null,
    role         text not null check (role in ('viewer', 'editor', 'publisher', 'admin')),
    key_hash     bytea not null unique,
    prefix       text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index api_keys_tenant on api_keys (tenant_no, api_key_no);

create table destinations (
    destination_no    bigint generated always as identity primary key,
    project_no        bigint not null references projects,
    id                text not null,
    name              text not null,
    description       text,
    url               text not null,
    enabled           boolean not null,
    disabled_reason   text,
    -- Since when deliveries are held; null while enabled.
    paused_at         timestamptz,
    event_types       text[] not null,
    -- Empty = every agent of the project.
    agent_ids         text[] not null,
    -- Encrypted JSON object; null = none.
    protected_headers text,
    retry_policy      text not null,
    -- Bumped by every write, so that a worker's copy is never older than what it claims.
    version           bigint not null default 1,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    -- The row stays for the log; everything else treats it as gone.
    deleted_at        timestamptz
);
create unique index destinations_id on destinations (project_no, id) where deleted_at is null;
create index destinations_newest on destinations (project_no, created_at desc, destination_no desc) where deleted_at is null;

create table destination_secrets (
    secret_no        bigint generated always as identity primary key,
    destination_no   bigint not null references destinations,
    protected_secret text not null,
    created_at       timestamptz not null,
    expires_at       timestamptz
);
create index destination_secrets_destination on destination_secrets (destination_no);

create table data_protection_keys (
    data_protection_key_no bigint generated always as identity primary key,
    friendly_name          text not null,
    xml                    text not null
);

-- Queue and log: written SQL only (Core/Events/EventStore.Sql.cs, Core/Deliveries/DeliveryQueue.Sql.cs).
-- Everything that grows is partitioned by day on the time inside its version-7 event id and dropped by day.

create table events (
    project_no   bigint not null,
    event_id     uuid not null,
    -- The id the publisher chose; null = the public form of event_id.
    id           text,
    type         text not null,
    agent_id     text,
    matched      integer not null,
    trace_parent text,
    -- The exact bytes every attempt sends.
    body         bytea not null,
    primary key (project_no, event_id)
) partition by range (event_id);

-- Publisher-chosen ids, once per project. Not partitioned, because uniqueness has to hold across days.
create table event_ids (
    project_no bigint not null,
    id         text not null,
    event_id   uuid not null,
    primary key (project_no, id)
);
create index event_ids_event on event_ids (event_id);

-- Every delivery that is not finished. Small and hot: a finished one moves to deliveries.
-- No index has a lease column, not even in its predicate, and pages have room: so a claim rewrites a row without touching an index.
create table delivery_queue (
    project_no     bigint not null,
    event_id       uuid not null,
    destination_no bigint not null,
    due_at         timestamptz not null,
    created_at     timestamptz not null,
    attempt_count  smallint not null default 0,
    -- Attempts made before the current round; a resend starts a new round.
    round_start    smallint not null default 0,
    lease_id       uuid,
    worker_id      uuid,
    reason         text,
    primary key (project_no, event_id, destination_no)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0.2);
create index delivery_queue_due on delivery_queue (destination_no, due_at, event_id);

-- Finished deliveries.
create table deliveries (
    project_no     bigint not null,
    event_id       uuid not null,
    destination_no bigint not null,
    event_type     text not null,
    agent_id       text,
    state          text not null check (state in ('delivered', 'failed', 'cancelled', 'expired')),
    reason         text,
    attempt_count  smallint not null,
    created_at     timestamptz not null,
    finished_at    timestamptz not null,
    primary key (project_no, event_id, destination_no)
) partition by range (event_id);

create table attempts (
    project_no      bigint not null,
    event_id        uuid not null,
    destination_no  bigint not null,
    number          smallint not null,
    started_at      timestamptz not null,
    duration_ms     real not null,
    status_code     smallint,
    verdict         text not null check (verdict in ('delivered', 'retry', 'failed', 'gone')),
    failure_class   text,
    error           text,
    next_attempt_at timestamptz,
    dns_ms          real,
    connect_ms      real,
    tls_ms          real,
    first_byte_ms   real,
    response_body   bytea,
    worker_id       uuid not null,
    primary key (project_no, event_id, destination_no, number)
) partition by range (event_id);

-- A worker is alive while it beats; leases of a silent one are released by any other.
create table workers (
    worker_id    uuid primary key,
    name         text not null,
    started_at   timestamptz not null,
    heartbeat_at timestamptz not null,
    -- When others released what it held, because it was silent; null after its next beat.
    released_at  timestamptz
);

-- The smallest version-7 UUID of a moment: the bound of a partition and of a look-up by time.
create function uuid_at(moment timestamptz) returns uuid
language sql immutable parallel safe as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the partitions of the days from first to last (UTC) that are not there yet.
create function ensure_day_partitions(first_day date, last_day date) returns integer
language plpgsql as $$
declare
    parent text;
    part text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['events', 'deliveries', 'attempts'] loop
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            if to_regclass(part) is null then
                -- Rows are added and dropped with their day, never changed but for resends: little for a vacuum to do.
                execute format('create table %I partition of %I for values from (%L) to (%L) with (autovacuum_vacuum_insert_threshold = 2000000, '
                    || 'autovacuum_analyze_threshold = 200000, autovacuum_analyze_scale_factor = 0.5)', part, parent,
                    uuid_at(day::timestamp at time zone 'UTC'), uuid_at((day + 1)::timestamp at time zone 'UTC'));
                made := made + 1;
            end if;
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;
