-- Inbound triggers: URLs that start an agent, and what came of each start.

-- 'agent' = the runUrl of the agent whose id follows "agent:" in the row's id. It is called through the queue like any other destination and
-- is none to people: no list, limit, event or edit of destinations knows it.
alter table destinations add column kind text not null default 'receiver' check (kind in ('receiver', 'agent'));

create table triggers (
    trigger_no             bigint generated always as identity primary key,
    project_no             bigint not null references projects,
    agent_no               bigint not null references agents on delete cascade,
    id                     text not null,
    name                   text not null,
    description            text,
    enabled                boolean not null,
    -- Nobody is asked who they are; only when its owner said so.
    open                   boolean not null,
    -- JSON Schema; null = any JSON.
    input_schema           text,
    -- null = the payload itself is the message.
    message_template       text,
    -- JSON array of names with hashed values; null = no header is demanded.
    header_credentials     text,
    -- JSON; null = no signature is demanded.
    signature_verification text,
    -- The secret of the signatures, encrypted.
    protected_secret       text,
    rate_limit_per_minute  integer not null check (rate_limit_per_minute between 1 and 100000),
    body_limit_bytes       integer not null check (body_limit_bytes between 1024 and 1048576),
    run_as_user_ids        text[] not null,
    dispatch_delay_ms      integer not null check (dispatch_delay_ms between 0 and 600000),
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    unique (agent_no, id)
);

-- Written SQL only (Core/Triggers/InvocationStore.Sql.cs). Ids without references: an invocation outlives its trigger and agent.
create table invocations (
    project_no      bigint not null,
    invocation_id   uuid not null,
    trigger_no      bigint not null,
    agent_id        text not null,
    conversation_id text not null,
    run_as_user_id  text,
    status          text not null check (status in ('pending', 'success', 'failed')),
    -- Why it failed.
    reason          text,
    -- JSON as it came; null = it was started with a message instead.
    payload         text,
    message         text not null,
    -- The agent's runUrl; null = it had none.
    destination_no  bigint,
    -- When the agent is called first.
    due_at          timestamptz not null,
    -- The invocation this one repeats.
    rerun_of        uuid,
    created_at      timestamptz not null,
    finished_at     timestamptz,
    primary key (project_no, invocation_id)
);
create index invocations_trigger on invocations (trigger_no, invocation_id);
create index invocations_status on invocations (trigger_no, status, invocation_id);
