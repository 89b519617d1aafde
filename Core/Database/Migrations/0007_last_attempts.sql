-- Most deliveries have one attempt. A finished delivery holds its last one in its own row; attempts has those before it, and all of a
-- delivery that is not finished or whose last attempt did not finish it. Which is one row and one index entry less for nearly every delivery.
-- index: what finds the delivery finds the attempt.
alter table deliveries
    -- null = all of its attempts are in attempts.
    add column started_at timestamptz,
    add column worker_id uuid,
    add column duration_ms real,
    add column first_byte_ms real,
    add column dns_ms real,
    add column connect_ms real,
    add column tls_ms real,
    -- Where the state does not say it.
    add column verdict text check (verdict = 'gone'),
    add column error text,
    add column response_body bytea;

-- All attempts, wherever they are kept.
create view recorded_attempts as
    select project_no, event_id, destination_no, number, started_at, duration_ms, status_code, verdict, failure_class, error, next_attempt_at,
           dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id
    from attempts
    union all
    select project_no, event_id, destination_no, attempt_count, started_at, duration_ms, status_code, coalesce(verdict, state), failure_class, error, null,
           dns_ms, connect_ms, tls_ms, first_byte_ms, response_body, worker_id
    from deliveries
    where started_at is not null;

-- A leased row is larger by its lease and its worker; with half a page free, a third of the rows of a full page had to leave it when they
-- were claimed, which writes every index.
alter table delivery_queue set (fillfactor = 40);
