-- The user whom a provider (OpenID Connect) means by one of its subjects.
create table user_logins (
    issuer  text not null,
    subject text not null,
    user_no bigint not null references users on delete cascade,
    primary key (issuer, subject)
);

-- Tokens that have signed somebody in and have not expired: each is good once.
create table used_id_tokens (
    token_hash bytea primary key,
    expires_at timestamptz not null
);
create index used_id_tokens_expired on used_id_tokens (expires_at);
