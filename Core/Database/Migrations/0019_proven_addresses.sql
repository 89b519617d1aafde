-- An e-mail address belongs to the user who received mail at it: one per address. Users who were made by a link that somebody passed on
-- have shown nothing, and one such user does not keep others from the address.
alter table users
    add column proven_at timestamptz,
    drop constraint users_normalized_email_key;
create index users_of_address on users (normalized_email);
create unique index users_proven on users (normalized_email) where proven_at is not null;

-- Sent by e-mail: the token reached nobody but the address.
alter table invitations add column mailed boolean not null default false;

-- The latest of each user.
create table password_resets (
    user_no    bigint primary key references users on delete cascade,
    token_hash bytea not null unique,
    mailed     boolean not null,
    expires_at timestamptz not null
);
