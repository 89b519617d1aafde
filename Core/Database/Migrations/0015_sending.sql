-- Milliseconds until the attempt's request was sent once more, because the kept connection it went out on first was lost; null = sent once.
alter table attempts add column repeat_ms real;
alter table deliveries add column repeat_ms real;

create or replace view recorded_attempts as
    select project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error, next_attempt_at,
           dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id, repeat_ms
    from attempts
    union all
    select project_no, event_id, destination_no, attempt_count, started_at, duration_ms, status_code, coalesce(verdict, state), failure_class, error, null,
           dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id, repeat_ms
    from deliveries
    where started_at is not null;

-- Triggers that lie between a thing and its first cause (header webhook-hops); null = none, which is nearly everything.
alter table events add column hops smallint;
alter table conversations add column hops smallint;

-- A project's version names the content of its destinations, also to a Redis that other databases use: a restored copy of this one, a server
-- that took over without the last commits, another installation. So it goes on by a random step: two histories with the same numbers and other
-- contents do not come about. Whoever writes it need only change it.
create function step_project_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or new.version <> old.version then
        new.version := case when tg_op = 'INSERT' then 0 else old.version end + 1 + floor(random() * 4294967296)::bigint;
    end if;
    return new;
end
$$;
create trigger projects_version before insert or update of version on projects for each row execute function step_project_version();
update projects set version = version + 1;
