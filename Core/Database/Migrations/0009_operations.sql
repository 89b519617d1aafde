-- One-off work on many deliveries, done in the background. Written SQL only (Core/Operations/OperationStore.Sql.cs).
-- A turn at an operation is one transaction that holds its row locked: whoever holds the lock has the lease, and it ends with its session.
create table operations (
    project_no   bigint not null,
    -- Version 7: operations of a project take their turns in the order in which they were asked for.
    operation_id uuid not null,
    tenant_no    bigint not null,
    kind         text not null check (kind in ('resend', 'recover', 'replay-missing', 'replay')),
    state        text not null check (state in ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    -- What was asked for, as JSON for people.
    parameters   text not null,
    -- What the work goes by, as JSON (Core/Operations/OperationSelection.cs).
    selection    text not null,
    -- As in audit_records: numbers and ids without references.
    actor_kind   text not null check (actor_kind in ('key', 'user', 'nobody')),
    actor_id     text,
    actor_name   text,
    -- Where counting, and then the work, goes on; null = at the beginning.
    place        text,
    -- Deliveries counted so far; total is set when all are, and the work begins.
    counted      integer not null default 0,
    total        integer,
    done         integer not null default 0,
    failed       integer not null default 0,
    -- Turns that broke down, since the last that did not.
    breakdowns   smallint not null default 0,
    error        text,
    created_at   timestamptz not null,
    started_at   timestamptz,
    turn_at      timestamptz,
    finished_at  timestamptz,
    primary key (project_no, operation_id)
);
-- Few rows, whatever has been done before.
create index operations_open on operations (project_no, operation_id) where state in ('pending', 'running');
create index operations_finished on operations (finished_at) where finished_at is not null;
