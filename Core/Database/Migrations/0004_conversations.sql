-- What fires events by itself, and the answers of requests that were sent with an Idempotency-Key.
-- Written SQL only (Core/Conversations/ConversationStore.Sql.cs, Core/Idempotency/IdempotencyKeys.Sql.cs).

create table conversations (
    project_no      bigint not null,
    conversation_id uuid not null,
    -- The id people see: the product's, or the public form of conversation_id.
    id              text not null,
    agent_id        text not null,
    title           text,
    user_properties json,
    properties      json,
    -- SHA-256 of what it was started with: tells a repeat from another conversation under the same id.
    start_hash      bytea not null,
    -- Messages are numbered from 1 without gaps, so this is also the number of the newest.
    message_count   integer not null,
    -- The newest event it fired. The next one gets a greater id, whatever the clocks of the processes say.
    last_event_id   uuid not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (project_no, id)
    -- Every message updates the row and none of its indexes: with room on the page that stays a cheap update.
) with (fillfactor = 70);
create unique index conversations_newest on conversations (project_no, conversation_id);

-- Never changed once written.
create table messages (
    project_no      bigint not null,
    conversation_id uuid not null,
    number          integer not null,
    id              text not null,
    role            text not null check (role in ('user', 'assistant')),
    content         text not null,
    -- Bytes it takes inside an event; a snapshot holds the newest messages that fit.
    size            integer not null,
    created_at      timestamptz not null,
    primary key (project_no, conversation_id, number)
);
create unique index messages_id on messages (project_no, conversation_id, id);

create table feedback (
    project_no      bigint not null,
    feedback_id     uuid not null,
    conversation_id uuid not null,
    message_id      text,
    type            text not null check (type in ('positive', 'negative')),
    details         text,
    created_at      timestamptz not null,
    primary key (project_no, feedback_id)
);

-- One row per request, written in the transaction of its effect.
create table idempotency_keys (
    project_no   bigint not null,
    key          text not null,
    -- SHA-256 of path and body: another request under the same key is refused.
    request_hash bytea not null,
    -- The answer. Null only inside of the transaction that makes it.
    status       smallint,
    location     text,
    body         bytea,
    created_at   timestamptz not null,
    primary key (project_no, key)
);
create index idempotency_keys_oldest on idempotency_keys (created_at);
