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
