-- Token buckets that all processes take from when there is no Redis. They are worth nothing after a crash, so they are not logged.
create unlogged table rate_buckets (
    bucket uuid primary key,
    tokens double precision not null,
    granted integer not null,
    taken_at timestamptz not null,
    full_at timestamptz not null
) with (fillfactor = 50);

-- A full one is as good as none; housekeeping removes it.
create index rate_buckets_full on rate_buckets (full_at);

-- Where a user has signed in from: a sign-in from there is not held up by strangers.
create table sign_in_addresses (
    user_no bigint not null references users on delete cascade,
    remote_address text not null,
    last_at timestamptz not null,
    primary key (user_no, remote_address)
);

-- Failed tries of nobody in particular are counted in one record per address and minute.
alter table audit_records add column tries integer;
