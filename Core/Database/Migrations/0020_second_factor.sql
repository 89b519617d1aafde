-- A second factor of users: codes of an authenticator app (RFC 6238), with recovery codes.
alter table users
    add column two_factor_enabled boolean not null default false,
    -- The step of 30 seconds whose code was accepted last: no code of it or of an earlier one is accepted again.
    add column last_code_step bigint not null default 0;

-- What ASP.NET Core Identity keeps of a user: the secret of the app and the recovery codes that are left, encrypted.
create table user_tokens (
    user_no         bigint not null references users,
    login_provider  text not null,
    name            text not null,
    protected_value text,
    primary key (user_no, login_provider, name)
);
