-- People, what they may do, and the record of what was done.

-- The columns of ASP.NET Core Identity that are used; people sign in with their e-mail address.
create table users (
    user_no             bigint generated always as identity primary key,
    id                  text not null unique,
    email               text not null,
    normalized_email    text not null unique,
    name                text not null,
    password_hash       text,
    security_stamp      text,
    concurrency_stamp   text,
    access_failed_count integer not null,
    lockout_end         timestamptz,
    lockout_enabled     boolean not null,
    created_at          timestamptz not null
);

-- Ended sessions are deleted: what they did is in the audit records.
create table sessions (
    session_no     bigint generated always as identity primary key,
    id             text not null unique,
    user_no        bigint not null references users,
    token_hash     bytea not null unique,
    created_at     timestamptz not null,
    last_used_at   timestamptz not null,
    -- Moves on with use, up to ends_at.
    expires_at     timestamptz not null,
    ends_at        timestamptz not null,
    remote_address text,
    user_agent     text
);
create index sessions_user on sessions (user_no, session_no);

create table members (
    tenant_no  bigint not null references tenants,
    user_no    bigint not null references users,
    role       text not null check (role in ('admin', 'member')),
    created_at timestamptz not null,
    primary key (tenant_no, user_no)
);
create index members_user on members (user_no);

create table project_members (
    project_no bigint not null references projects,
    user_no    bigint not null references users,
    role       text not null check (role in ('viewer', 'editor', 'publisher', 'admin')),
    created_at timestamptz not null,
    primary key (project_no, user_no)
);
create index project_members_user on project_members (user_no);

create table invitations (
    invitation_no    bigint generated always as identity primary key,
    id               text not null unique,
    tenant_no        bigint not null references tenants,
    -- null = whoever accepts it says so (the first invitation, made when nobody is known).
    email            text,
    normalized_email text,
    role             text not null check (role in ('admin', 'member')),
    token_hash       bytea not null unique,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    accepted_at      timestamptz
);
create index invitations_tenant on invitations (tenant_no, invitation_no);

-- When the use of a key was last recorded in audit_records: at most once an hour.
alter table api_keys add column use_recorded_at timestamptz;

-- Who did what, when, from where. Written SQL only (Core/Audit/AuditLog.Sql.cs). Numbers and ids without references: a record outlives
-- what it is about. The time is inside of the version-7 record_id.
create table audit_records (
    record_id      uuid primary key,
    tenant_no      bigint,
    project_id     text,
    actor_kind     text not null check (actor_kind in ('key', 'user', 'nobody')),
    actor_id       text,
    actor_name     text,
    action         text not null,
    resource_kind  text,
    resource_id    text,
    -- 'begun' stays when the process ended before it knew better.
    outcome        text not null check (outcome in ('begun', 'succeeded', 'refused', 'failed')),
    status_code    smallint,
    remote_address text,
    user_agent     text,
    request_id     text
);
create index audit_records_tenant on audit_records (tenant_no, record_id);
create index audit_records_actor on audit_records (tenant_no, actor_id, record_id);
create index audit_records_action on audit_records (tenant_no, action, record_id);
create index audit_records_project on audit_records (tenant_no, project_id, record_id);
