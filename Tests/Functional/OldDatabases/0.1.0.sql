-- What release 0.1.0 (d1e9443) left behind after fill.py. Every key and secret in here was made for tests and opens nothing else.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA hangfire;

CREATE FUNCTION public.ensure_day_partitions(first_day date, last_day date) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
    parent text;
    part text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['events', 'deliveries', 'attempts'] loop
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            if to_regclass(part) is null then
                -- Rows are added and dropped with their day, never changed but for resends: little for a vacuum to do.
                execute format('create table %I partition of %I for values from (%L) to (%L) with (autovacuum_vacuum_insert_threshold = 2000000, '
                    || 'autovacuum_analyze_threshold = 200000, autovacuum_analyze_scale_factor = 0.5)', part, parent,
                    uuid_at(day::timestamp at time zone 'UTC'), uuid_at((day + 1)::timestamp at time zone 'UTC'));
                made := made + 1;
            end if;
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;

CREATE FUNCTION public.ensure_stats_partitions(first_day date, last_day date) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
    parent text;
    part text;
    day date := first_day;
    made integer := 0;
begin
    while day <= last_day loop
        foreach parent in array array['attempt_minutes', 'attempt_hours'] loop
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            if to_regclass(part) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = 50)', part, parent,
                    day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
                made := made + 1;
            end if;
        end loop;
        day := day + 1;
    end loop;
    return made;
end
$$;

CREATE FUNCTION public.uuid_at(moment timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE hangfire.aggregatedcounter (
    id bigint NOT NULL,
    key text NOT NULL,
    value bigint NOT NULL,
    expireat timestamp with time zone
);

CREATE SEQUENCE hangfire.aggregatedcounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.aggregatedcounter_id_seq OWNED BY hangfire.aggregatedcounter.id;

CREATE TABLE hangfire.counter (
    id bigint NOT NULL,
    key text NOT NULL,
    value bigint NOT NULL,
    expireat timestamp with time zone
);

CREATE SEQUENCE hangfire.counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.counter_id_seq OWNED BY hangfire.counter.id;

CREATE TABLE hangfire.hash (
    id bigint NOT NULL,
    key text NOT NULL,
    field text NOT NULL,
    value text,
    expireat timestamp with time zone,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.hash_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.hash_id_seq OWNED BY hangfire.hash.id;

CREATE TABLE hangfire.job (
    id bigint NOT NULL,
    stateid bigint,
    statename text,
    invocationdata jsonb NOT NULL,
    arguments jsonb NOT NULL,
    createdat timestamp with time zone NOT NULL,
    expireat timestamp with time zone,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.job_id_seq OWNED BY hangfire.job.id;

CREATE TABLE hangfire.jobparameter (
    id bigint NOT NULL,
    jobid bigint NOT NULL,
    name text NOT NULL,
    value text,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.jobparameter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.jobparameter_id_seq OWNED BY hangfire.jobparameter.id;

CREATE TABLE hangfire.jobqueue (
    id bigint NOT NULL,
    jobid bigint NOT NULL,
    queue text NOT NULL,
    fetchedat timestamp with time zone,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.jobqueue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.jobqueue_id_seq OWNED BY hangfire.jobqueue.id;

CREATE TABLE hangfire.list (
    id bigint NOT NULL,
    key text NOT NULL,
    value text,
    expireat timestamp with time zone,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.list_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.list_id_seq OWNED BY hangfire.list.id;

CREATE TABLE hangfire.lock (
    resource text NOT NULL,
    updatecount integer DEFAULT 0 NOT NULL,
    acquired timestamp with time zone
);

CREATE TABLE hangfire.schema (
    version integer NOT NULL
);

CREATE TABLE hangfire.server (
    id text NOT NULL,
    data jsonb,
    lastheartbeat timestamp with time zone NOT NULL,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE TABLE hangfire.set (
    id bigint NOT NULL,
    key text NOT NULL,
    score double precision NOT NULL,
    value text NOT NULL,
    expireat timestamp with time zone,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.set_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.set_id_seq OWNED BY hangfire.set.id;

CREATE TABLE hangfire.state (
    id bigint NOT NULL,
    jobid bigint NOT NULL,
    name text NOT NULL,
    reason text,
    createdat timestamp with time zone NOT NULL,
    data jsonb,
    updatecount integer DEFAULT 0 NOT NULL
);

CREATE SEQUENCE hangfire.state_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE hangfire.state_id_seq OWNED BY hangfire.state.id;

CREATE TABLE public.agents (
    agent_no bigint NOT NULL,
    project_no bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    run_url text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE public.agents ALTER COLUMN agent_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agents_agent_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_keys (
    api_key_no bigint NOT NULL,
    id text NOT NULL,
    tenant_no bigint,
    project_no bigint,
    name text NOT NULL,
    role text NOT NULL,
    key_hash bytea NOT NULL,
    prefix text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    use_recorded_at timestamp with time zone,
    CONSTRAINT api_keys_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'publisher'::text, 'admin'::text])))
);

ALTER TABLE public.api_keys ALTER COLUMN api_key_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_keys_api_key_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attempt_hours (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
PARTITION BY RANGE (at);

CREATE TABLE public.attempt_hours_20261129 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261130 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261201 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261202 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261203 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261204 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261205 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261206 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261207 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261208 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261209 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261210 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261211 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261212 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261213 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_hours_20261214 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
PARTITION BY RANGE (at);

CREATE TABLE public.attempt_minutes_20261129 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261130 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261201 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261202 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261203 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261204 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261205 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261206 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261207 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261208 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261209 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261210 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261211 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261212 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261213 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempt_minutes_20261214 (
    project_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorder smallint NOT NULL,
    delivered integer NOT NULL,
    retry integer NOT NULL,
    failed integer NOT NULL,
    gone integer NOT NULL,
    latency integer[] NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.attempts (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
PARTITION BY RANGE (event_id);

CREATE TABLE public.attempts_20261129 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261130 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261201 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261202 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261203 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261204 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261205 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261206 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261207 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261208 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261209 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261210 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261211 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261212 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261213 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.attempts_20261214 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms real NOT NULL,
    status_code smallint,
    verdict text NOT NULL,
    failure_class text,
    error text,
    next_attempt_at timestamp with time zone,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    first_byte_ms real,
    response_body bytea,
    worker_id uuid NOT NULL,
    CONSTRAINT attempts_verdict_check CHECK ((verdict = ANY (ARRAY['delivered'::text, 'retry'::text, 'failed'::text, 'gone'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.audit_records (
    record_id uuid NOT NULL,
    tenant_no bigint,
    project_id text,
    actor_kind text NOT NULL,
    actor_id text,
    actor_name text,
    action text NOT NULL,
    resource_kind text,
    resource_id text,
    outcome text NOT NULL,
    status_code smallint,
    remote_address text,
    user_agent text,
    request_id text,
    CONSTRAINT audit_records_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['key'::text, 'user'::text, 'service'::text, 'nobody'::text]))),
    CONSTRAINT audit_records_outcome_check CHECK ((outcome = ANY (ARRAY['begun'::text, 'succeeded'::text, 'refused'::text, 'failed'::text])))
);

CREATE TABLE public.conversations (
    project_no bigint NOT NULL,
    conversation_id uuid NOT NULL,
    id text NOT NULL,
    agent_id text NOT NULL,
    title text,
    user_properties json,
    properties json,
    start_hash bytea NOT NULL,
    message_count integer NOT NULL,
    last_event_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE public.data_protection_keys (
    data_protection_key_no bigint NOT NULL,
    friendly_name text NOT NULL,
    xml text NOT NULL
);

ALTER TABLE public.data_protection_keys ALTER COLUMN data_protection_key_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.data_protection_keys_data_protection_key_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
PARTITION BY RANGE (event_id);

CREATE TABLE public.deliveries_20261129 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261130 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261201 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261202 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261203 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261204 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261205 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261206 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261207 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261208 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261209 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261210 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261211 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261212 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261213 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.deliveries_20261214 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    event_type text NOT NULL,
    agent_id text,
    state text NOT NULL,
    reason text,
    attempt_count smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    status_code smallint,
    failure_class text,
    started_at timestamp with time zone,
    worker_id uuid,
    duration_ms real,
    first_byte_ms real,
    dns_ms real,
    connect_ms real,
    tls_ms real,
    verdict text,
    error text,
    response_body bytea,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT deliveries_verdict_check CHECK ((verdict = 'gone'::text))
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.delivery_queue (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    destination_no bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    attempt_count smallint DEFAULT 0 NOT NULL,
    round_start smallint DEFAULT 0 NOT NULL,
    lease_id uuid,
    worker_id uuid,
    reason text,
    status_code smallint,
    failure_class text
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0', autovacuum_analyze_scale_factor='0.2', fillfactor='40');

CREATE TABLE public.destination_rates (
    destination_no bigint NOT NULL,
    next_at timestamp with time zone NOT NULL
)
WITH (fillfactor='20', autovacuum_vacuum_threshold='500', autovacuum_vacuum_scale_factor='0');

CREATE TABLE public.destination_secrets (
    secret_no bigint NOT NULL,
    destination_no bigint NOT NULL,
    protected_secret text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone
);

ALTER TABLE public.destination_secrets ALTER COLUMN secret_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.destination_secrets_secret_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.destinations (
    destination_no bigint NOT NULL,
    project_no bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    description text,
    url text NOT NULL,
    enabled boolean NOT NULL,
    disabled_reason text,
    paused_at timestamp with time zone,
    event_types text[] NOT NULL,
    agent_ids text[] NOT NULL,
    protected_headers text,
    retry_policy text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    max_per_second double precision,
    timeout_seconds integer,
    kind text DEFAULT 'receiver'::text NOT NULL,
    open_until timestamp with time zone,
    opened_at timestamp with time zone,
    opened_times integer DEFAULT 0 NOT NULL,
    closed_at timestamp with time zone,
    failing_since timestamp with time zone,
    warned_at timestamp with time zone,
    CONSTRAINT destinations_kind_check CHECK ((kind = ANY (ARRAY['receiver'::text, 'agent'::text]))),
    CONSTRAINT destinations_max_per_second_check CHECK (((max_per_second >= (0.1)::double precision) AND (max_per_second <= (10000)::double precision))),
    CONSTRAINT destinations_timeout_seconds_check CHECK (((timeout_seconds >= 1) AND (timeout_seconds <= 60)))
);

ALTER TABLE public.destinations ALTER COLUMN destination_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.destinations_destination_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event_ids (
    project_no bigint NOT NULL,
    id text NOT NULL,
    event_id uuid NOT NULL
);

CREATE TABLE public.events (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
PARTITION BY RANGE (event_id);

CREATE TABLE public.events_20261129 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261130 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261201 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261202 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261203 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261204 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261205 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261206 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261207 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261208 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261209 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261210 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261211 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261212 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261213 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.events_20261214 (
    project_no bigint NOT NULL,
    event_id uuid NOT NULL,
    id text,
    type text NOT NULL,
    agent_id text,
    matched integer NOT NULL,
    trace_parent text,
    body bytea NOT NULL,
    missed text
)
WITH (autovacuum_vacuum_insert_threshold='2000000', autovacuum_analyze_threshold='200000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.feedback (
    project_no bigint NOT NULL,
    feedback_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    message_id text,
    type text NOT NULL,
    details text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT feedback_type_check CHECK ((type = ANY (ARRAY['positive'::text, 'negative'::text])))
);

CREATE TABLE public.idempotency_keys (
    project_no bigint NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint,
    location text,
    body bytea,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.invitations (
    invitation_no bigint NOT NULL,
    id text NOT NULL,
    tenant_no bigint NOT NULL,
    email text,
    normalized_email text,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text])))
);

ALTER TABLE public.invitations ALTER COLUMN invitation_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.invitations_invitation_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.invocations (
    project_no bigint NOT NULL,
    invocation_id uuid NOT NULL,
    trigger_no bigint NOT NULL,
    agent_id text NOT NULL,
    conversation_id text NOT NULL,
    run_as_user_id text,
    status text NOT NULL,
    reason text,
    payload text,
    message text NOT NULL,
    destination_no bigint,
    due_at timestamp with time zone NOT NULL,
    rerun_of uuid,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT invocations_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'success'::text, 'failed'::text])))
);

CREATE TABLE public.members (
    tenant_no bigint NOT NULL,
    user_no bigint NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT members_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text])))
);

CREATE TABLE public.messages (
    project_no bigint NOT NULL,
    conversation_id uuid NOT NULL,
    number integer NOT NULL,
    id text NOT NULL,
    role text NOT NULL,
    content text NOT NULL,
    size integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text])))
);

CREATE TABLE public.operations (
    project_no bigint NOT NULL,
    operation_id uuid NOT NULL,
    tenant_no bigint NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    parameters text NOT NULL,
    selection text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    actor_name text,
    place text,
    counted integer DEFAULT 0 NOT NULL,
    total integer,
    done integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    breakdowns smallint DEFAULT 0 NOT NULL,
    error text,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    turn_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT operations_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['key'::text, 'user'::text, 'nobody'::text]))),
    CONSTRAINT operations_kind_check CHECK ((kind = ANY (ARRAY['resend'::text, 'recover'::text, 'replay-missing'::text, 'replay'::text]))),
    CONSTRAINT operations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);

CREATE TABLE public.project_members (
    project_no bigint NOT NULL,
    user_no bigint NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT project_members_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'publisher'::text, 'admin'::text])))
);

CREATE TABLE public.projects (
    project_no bigint NOT NULL,
    tenant_no bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.projects ALTER COLUMN project_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.projects_project_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.recorded_attempts AS
 SELECT attempts.project_no,
    attempts.event_id,
    attempts.destination_no,
    attempts.number,
    attempts.started_at,
    attempts.duration_ms,
    attempts.status_code,
    attempts.verdict,
    attempts.failure_class,
    attempts.error,
    attempts.next_attempt_at,
    attempts.dns_ms,
    attempts.connect_ms,
    attempts.tls_ms,
    attempts.first_byte_ms,
    attempts.response_body,
    attempts.worker_id
   FROM public.attempts
UNION ALL
 SELECT deliveries.project_no,
    deliveries.event_id,
    deliveries.destination_no,
    deliveries.attempt_count AS number,
    deliveries.started_at,
    deliveries.duration_ms,
    deliveries.status_code,
    COALESCE(deliveries.verdict, deliveries.state) AS verdict,
    deliveries.failure_class,
    deliveries.error,
    NULL::timestamp with time zone AS next_attempt_at,
    deliveries.dns_ms,
    deliveries.connect_ms,
    deliveries.tls_ms,
    deliveries.first_byte_ms,
    deliveries.response_body,
    deliveries.worker_id
   FROM public.deliveries
  WHERE (deliveries.started_at IS NOT NULL);

CREATE TABLE public.schema_migrations (
    name text NOT NULL,
    hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.sessions (
    session_no bigint NOT NULL,
    id text NOT NULL,
    user_no bigint NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    remote_address text,
    user_agent text
);

ALTER TABLE public.sessions ALTER COLUMN session_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sessions_session_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tenants (
    tenant_no bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.tenants ALTER COLUMN tenant_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tenants_tenant_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.triggers (
    trigger_no bigint NOT NULL,
    project_no bigint NOT NULL,
    agent_no bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    description text,
    enabled boolean NOT NULL,
    open boolean NOT NULL,
    input_schema text,
    message_template text,
    header_credentials text,
    signature_verification text,
    protected_secret text,
    rate_limit_per_minute integer NOT NULL,
    body_limit_bytes integer NOT NULL,
    run_as_user_ids text[] NOT NULL,
    dispatch_delay_ms integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT triggers_body_limit_bytes_check CHECK (((body_limit_bytes >= 1024) AND (body_limit_bytes <= 1048576))),
    CONSTRAINT triggers_dispatch_delay_ms_check CHECK (((dispatch_delay_ms >= 0) AND (dispatch_delay_ms <= 600000))),
    CONSTRAINT triggers_rate_limit_per_minute_check CHECK (((rate_limit_per_minute >= 1) AND (rate_limit_per_minute <= 100000)))
);

ALTER TABLE public.triggers ALTER COLUMN trigger_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.triggers_trigger_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.users (
    user_no bigint NOT NULL,
    id text NOT NULL,
    email text NOT NULL,
    normalized_email text NOT NULL,
    name text NOT NULL,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    access_failed_count integer NOT NULL,
    lockout_end timestamp with time zone,
    lockout_enabled boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.users ALTER COLUMN user_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_user_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.workers (
    worker_id uuid NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    heartbeat_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    held integer DEFAULT 0 NOT NULL,
    cap_destinations bigint[],
    caps smallint[]
);

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261129 FOR VALUES FROM ('2026-11-29 00:00:00+00') TO ('2026-11-30 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261202 FOR VALUES FROM ('2026-12-02 00:00:00+00') TO ('2026-12-03 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261203 FOR VALUES FROM ('2026-12-03 00:00:00+00') TO ('2026-12-04 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261204 FOR VALUES FROM ('2026-12-04 00:00:00+00') TO ('2026-12-05 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261205 FOR VALUES FROM ('2026-12-05 00:00:00+00') TO ('2026-12-06 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261206 FOR VALUES FROM ('2026-12-06 00:00:00+00') TO ('2026-12-07 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261207 FOR VALUES FROM ('2026-12-07 00:00:00+00') TO ('2026-12-08 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261208 FOR VALUES FROM ('2026-12-08 00:00:00+00') TO ('2026-12-09 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261209 FOR VALUES FROM ('2026-12-09 00:00:00+00') TO ('2026-12-10 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261210 FOR VALUES FROM ('2026-12-10 00:00:00+00') TO ('2026-12-11 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261211 FOR VALUES FROM ('2026-12-11 00:00:00+00') TO ('2026-12-12 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261212 FOR VALUES FROM ('2026-12-12 00:00:00+00') TO ('2026-12-13 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261213 FOR VALUES FROM ('2026-12-13 00:00:00+00') TO ('2026-12-14 00:00:00+00');

ALTER TABLE ONLY public.attempt_hours ATTACH PARTITION public.attempt_hours_20261214 FOR VALUES FROM ('2026-12-14 00:00:00+00') TO ('2026-12-15 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261129 FOR VALUES FROM ('2026-11-29 00:00:00+00') TO ('2026-11-30 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261202 FOR VALUES FROM ('2026-12-02 00:00:00+00') TO ('2026-12-03 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261203 FOR VALUES FROM ('2026-12-03 00:00:00+00') TO ('2026-12-04 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261204 FOR VALUES FROM ('2026-12-04 00:00:00+00') TO ('2026-12-05 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261205 FOR VALUES FROM ('2026-12-05 00:00:00+00') TO ('2026-12-06 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261206 FOR VALUES FROM ('2026-12-06 00:00:00+00') TO ('2026-12-07 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261207 FOR VALUES FROM ('2026-12-07 00:00:00+00') TO ('2026-12-08 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261208 FOR VALUES FROM ('2026-12-08 00:00:00+00') TO ('2026-12-09 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261209 FOR VALUES FROM ('2026-12-09 00:00:00+00') TO ('2026-12-10 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261210 FOR VALUES FROM ('2026-12-10 00:00:00+00') TO ('2026-12-11 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261211 FOR VALUES FROM ('2026-12-11 00:00:00+00') TO ('2026-12-12 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261212 FOR VALUES FROM ('2026-12-12 00:00:00+00') TO ('2026-12-13 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261213 FOR VALUES FROM ('2026-12-13 00:00:00+00') TO ('2026-12-14 00:00:00+00');

ALTER TABLE ONLY public.attempt_minutes ATTACH PARTITION public.attempt_minutes_20261214 FOR VALUES FROM ('2026-12-14 00:00:00+00') TO ('2026-12-15 00:00:00+00');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261129 FOR VALUES FROM ('01a22499-f800-0000-0000-000000000000') TO ('01a229c0-5400-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261130 FOR VALUES FROM ('01a229c0-5400-0000-0000-000000000000') TO ('01a22ee6-b000-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261201 FOR VALUES FROM ('01a22ee6-b000-0000-0000-000000000000') TO ('01a2340d-0c00-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261202 FOR VALUES FROM ('01a2340d-0c00-0000-0000-000000000000') TO ('01a23933-6800-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261203 FOR VALUES FROM ('01a23933-6800-0000-0000-000000000000') TO ('01a23e59-c400-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261204 FOR VALUES FROM ('01a23e59-c400-0000-0000-000000000000') TO ('01a24380-2000-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261205 FOR VALUES FROM ('01a24380-2000-0000-0000-000000000000') TO ('01a248a6-7c00-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261206 FOR VALUES FROM ('01a248a6-7c00-0000-0000-000000000000') TO ('01a24dcc-d800-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261207 FOR VALUES FROM ('01a24dcc-d800-0000-0000-000000000000') TO ('01a252f3-3400-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261208 FOR VALUES FROM ('01a252f3-3400-0000-0000-000000000000') TO ('01a25819-9000-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261209 FOR VALUES FROM ('01a25819-9000-0000-0000-000000000000') TO ('01a25d3f-ec00-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261210 FOR VALUES FROM ('01a25d3f-ec00-0000-0000-000000000000') TO ('01a26266-4800-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261211 FOR VALUES FROM ('01a26266-4800-0000-0000-000000000000') TO ('01a2678c-a400-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261212 FOR VALUES FROM ('01a2678c-a400-0000-0000-000000000000') TO ('01a26cb3-0000-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261213 FOR VALUES FROM ('01a26cb3-0000-0000-0000-000000000000') TO ('01a271d9-5c00-0000-0000-000000000000');

ALTER TABLE ONLY public.attempts ATTACH PARTITION public.attempts_20261214 FOR VALUES FROM ('01a271d9-5c00-0000-0000-000000000000') TO ('01a276ff-b800-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261129 FOR VALUES FROM ('01a22499-f800-0000-0000-000000000000') TO ('01a229c0-5400-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261130 FOR VALUES FROM ('01a229c0-5400-0000-0000-000000000000') TO ('01a22ee6-b000-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261201 FOR VALUES FROM ('01a22ee6-b000-0000-0000-000000000000') TO ('01a2340d-0c00-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261202 FOR VALUES FROM ('01a2340d-0c00-0000-0000-000000000000') TO ('01a23933-6800-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261203 FOR VALUES FROM ('01a23933-6800-0000-0000-000000000000') TO ('01a23e59-c400-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261204 FOR VALUES FROM ('01a23e59-c400-0000-0000-000000000000') TO ('01a24380-2000-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261205 FOR VALUES FROM ('01a24380-2000-0000-0000-000000000000') TO ('01a248a6-7c00-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261206 FOR VALUES FROM ('01a248a6-7c00-0000-0000-000000000000') TO ('01a24dcc-d800-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261207 FOR VALUES FROM ('01a24dcc-d800-0000-0000-000000000000') TO ('01a252f3-3400-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261208 FOR VALUES FROM ('01a252f3-3400-0000-0000-000000000000') TO ('01a25819-9000-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261209 FOR VALUES FROM ('01a25819-9000-0000-0000-000000000000') TO ('01a25d3f-ec00-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261210 FOR VALUES FROM ('01a25d3f-ec00-0000-0000-000000000000') TO ('01a26266-4800-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261211 FOR VALUES FROM ('01a26266-4800-0000-0000-000000000000') TO ('01a2678c-a400-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261212 FOR VALUES FROM ('01a2678c-a400-0000-0000-000000000000') TO ('01a26cb3-0000-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261213 FOR VALUES FROM ('01a26cb3-0000-0000-0000-000000000000') TO ('01a271d9-5c00-0000-0000-000000000000');

ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261214 FOR VALUES FROM ('01a271d9-5c00-0000-0000-000000000000') TO ('01a276ff-b800-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261129 FOR VALUES FROM ('01a22499-f800-0000-0000-000000000000') TO ('01a229c0-5400-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261130 FOR VALUES FROM ('01a229c0-5400-0000-0000-000000000000') TO ('01a22ee6-b000-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261201 FOR VALUES FROM ('01a22ee6-b000-0000-0000-000000000000') TO ('01a2340d-0c00-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261202 FOR VALUES FROM ('01a2340d-0c00-0000-0000-000000000000') TO ('01a23933-6800-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261203 FOR VALUES FROM ('01a23933-6800-0000-0000-000000000000') TO ('01a23e59-c400-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261204 FOR VALUES FROM ('01a23e59-c400-0000-0000-000000000000') TO ('01a24380-2000-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261205 FOR VALUES FROM ('01a24380-2000-0000-0000-000000000000') TO ('01a248a6-7c00-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261206 FOR VALUES FROM ('01a248a6-7c00-0000-0000-000000000000') TO ('01a24dcc-d800-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261207 FOR VALUES FROM ('01a24dcc-d800-0000-0000-000000000000') TO ('01a252f3-3400-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261208 FOR VALUES FROM ('01a252f3-3400-0000-0000-000000000000') TO ('01a25819-9000-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261209 FOR VALUES FROM ('01a25819-9000-0000-0000-000000000000') TO ('01a25d3f-ec00-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261210 FOR VALUES FROM ('01a25d3f-ec00-0000-0000-000000000000') TO ('01a26266-4800-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261211 FOR VALUES FROM ('01a26266-4800-0000-0000-000000000000') TO ('01a2678c-a400-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261212 FOR VALUES FROM ('01a2678c-a400-0000-0000-000000000000') TO ('01a26cb3-0000-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261213 FOR VALUES FROM ('01a26cb3-0000-0000-0000-000000000000') TO ('01a271d9-5c00-0000-0000-000000000000');

ALTER TABLE ONLY public.events ATTACH PARTITION public.events_20261214 FOR VALUES FROM ('01a271d9-5c00-0000-0000-000000000000') TO ('01a276ff-b800-0000-0000-000000000000');

ALTER TABLE ONLY hangfire.aggregatedcounter ALTER COLUMN id SET DEFAULT nextval('hangfire.aggregatedcounter_id_seq'::regclass);

ALTER TABLE ONLY hangfire.counter ALTER COLUMN id SET DEFAULT nextval('hangfire.counter_id_seq'::regclass);

ALTER TABLE ONLY hangfire.hash ALTER COLUMN id SET DEFAULT nextval('hangfire.hash_id_seq'::regclass);

ALTER TABLE ONLY hangfire.job ALTER COLUMN id SET DEFAULT nextval('hangfire.job_id_seq'::regclass);

ALTER TABLE ONLY hangfire.jobparameter ALTER COLUMN id SET DEFAULT nextval('hangfire.jobparameter_id_seq'::regclass);

ALTER TABLE ONLY hangfire.jobqueue ALTER COLUMN id SET DEFAULT nextval('hangfire.jobqueue_id_seq'::regclass);

ALTER TABLE ONLY hangfire.list ALTER COLUMN id SET DEFAULT nextval('hangfire.list_id_seq'::regclass);

ALTER TABLE ONLY hangfire.set ALTER COLUMN id SET DEFAULT nextval('hangfire.set_id_seq'::regclass);

ALTER TABLE ONLY hangfire.state ALTER COLUMN id SET DEFAULT nextval('hangfire.state_id_seq'::regclass);

INSERT INTO hangfire.counter VALUES (1, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.388228+00');
INSERT INTO hangfire.counter VALUES (2, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.388228+00');
INSERT INTO hangfire.counter VALUES (3, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (4, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.493374+00');
INSERT INTO hangfire.counter VALUES (5, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.493374+00');
INSERT INTO hangfire.counter VALUES (6, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (7, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.528878+00');
INSERT INTO hangfire.counter VALUES (8, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.528878+00');
INSERT INTO hangfire.counter VALUES (9, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (10, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.599714+00');
INSERT INTO hangfire.counter VALUES (11, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.599714+00');
INSERT INTO hangfire.counter VALUES (12, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (13, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.882741+00');
INSERT INTO hangfire.counter VALUES (14, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.882741+00');
INSERT INTO hangfire.counter VALUES (15, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.887352+00');
INSERT INTO hangfire.counter VALUES (16, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (17, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.887352+00');
INSERT INTO hangfire.counter VALUES (18, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (19, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:23.923536+00');
INSERT INTO hangfire.counter VALUES (20, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:24.923536+00');
INSERT INTO hangfire.counter VALUES (21, 'stats:succeeded', 1, NULL);
INSERT INTO hangfire.counter VALUES (22, 'stats:succeeded:2026-11-30', 1, '2026-12-30 19:42:30.758054+00');
INSERT INTO hangfire.counter VALUES (23, 'stats:succeeded:2026-11-30-19', 1, '2026-12-01 19:42:31.758054+00');
INSERT INTO hangfire.counter VALUES (24, 'stats:succeeded', 1, NULL);

INSERT INTO hangfire.hash VALUES (1, 'recurring-job:partitions', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (2, 'recurring-job:partitions', 'Cron', '0 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (3, 'recurring-job:partitions', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (4, 'recurring-job:partitions', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"partitions\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (5, 'recurring-job:partitions', 'CreatedAt', '1796067743655', NULL, 0);
INSERT INTO hangfire.hash VALUES (6, 'recurring-job:partitions', 'NextExecution', '1796068800000', NULL, 0);
INSERT INTO hangfire.hash VALUES (7, 'recurring-job:partitions', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (8, 'recurring-job:partitions', 'LastExecution', '1796067743863', NULL, 0);
INSERT INTO hangfire.hash VALUES (9, 'recurring-job:partitions', 'LastJobId', '1', NULL, 0);
INSERT INTO hangfire.hash VALUES (10, 'recurring-job:finish-undeliverable', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (11, 'recurring-job:finish-undeliverable', 'Cron', '* * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (12, 'recurring-job:finish-undeliverable', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (13, 'recurring-job:finish-undeliverable', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"finish-undeliverable\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (14, 'recurring-job:finish-undeliverable', 'CreatedAt', '1796067743971', NULL, 0);
INSERT INTO hangfire.hash VALUES (15, 'recurring-job:finish-undeliverable', 'NextExecution', '1796067780000', NULL, 0);
INSERT INTO hangfire.hash VALUES (16, 'recurring-job:finish-undeliverable', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (17, 'recurring-job:finish-undeliverable', 'LastExecution', '1796067744018', NULL, 0);
INSERT INTO hangfire.hash VALUES (18, 'recurring-job:finish-undeliverable', 'LastJobId', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (19, 'recurring-job:stuck-leases', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (20, 'recurring-job:stuck-leases', 'Cron', '*/10 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (21, 'recurring-job:stuck-leases', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (22, 'recurring-job:stuck-leases', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"stuck-leases\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (23, 'recurring-job:stuck-leases', 'CreatedAt', '1796067744076', NULL, 0);
INSERT INTO hangfire.hash VALUES (24, 'recurring-job:stuck-leases', 'NextExecution', '1796068200000', NULL, 0);
INSERT INTO hangfire.hash VALUES (25, 'recurring-job:stuck-leases', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (26, 'recurring-job:stuck-leases', 'LastExecution', '1796067744174', NULL, 0);
INSERT INTO hangfire.hash VALUES (27, 'recurring-job:stuck-leases', 'LastJobId', '3', NULL, 0);
INSERT INTO hangfire.hash VALUES (28, 'recurring-job:idempotency-keys', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (29, 'recurring-job:idempotency-keys', 'Cron', '*/10 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (30, 'recurring-job:idempotency-keys', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (31, 'recurring-job:idempotency-keys', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"idempotency-keys\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (32, 'recurring-job:idempotency-keys', 'CreatedAt', '1796067744258', NULL, 0);
INSERT INTO hangfire.hash VALUES (33, 'recurring-job:idempotency-keys', 'NextExecution', '1796068200000', NULL, 0);
INSERT INTO hangfire.hash VALUES (34, 'recurring-job:idempotency-keys', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (35, 'recurring-job:idempotency-keys', 'LastExecution', '1796067744326', NULL, 0);
INSERT INTO hangfire.hash VALUES (36, 'recurring-job:idempotency-keys', 'LastJobId', '4', NULL, 0);
INSERT INTO hangfire.hash VALUES (37, 'recurring-job:retention', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (38, 'recurring-job:retention', 'Cron', '*/15 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (39, 'recurring-job:retention', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (40, 'recurring-job:retention', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"retention\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (41, 'recurring-job:retention', 'CreatedAt', '1796067744468', NULL, 0);
INSERT INTO hangfire.hash VALUES (42, 'recurring-job:retention', 'NextExecution', '1796067900000', NULL, 0);
INSERT INTO hangfire.hash VALUES (43, 'recurring-job:retention', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (44, 'recurring-job:retention', 'LastExecution', '1796067744525', NULL, 0);
INSERT INTO hangfire.hash VALUES (45, 'recurring-job:retention', 'LastJobId', '5', NULL, 0);
INSERT INTO hangfire.hash VALUES (46, 'recurring-job:destination-health', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (47, 'recurring-job:destination-health', 'Cron', '*/10 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (48, 'recurring-job:destination-health', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (49, 'recurring-job:destination-health', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"destination-health\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (50, 'recurring-job:destination-health', 'CreatedAt', '1796067744583', NULL, 0);
INSERT INTO hangfire.hash VALUES (51, 'recurring-job:destination-health', 'NextExecution', '1796068200000', NULL, 0);
INSERT INTO hangfire.hash VALUES (52, 'recurring-job:destination-health', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (53, 'recurring-job:destination-health', 'LastExecution', '1796067744628', NULL, 0);
INSERT INTO hangfire.hash VALUES (54, 'recurring-job:destination-health', 'LastJobId', '6', NULL, 0);
INSERT INTO hangfire.hash VALUES (55, 'recurring-job:operations', 'Queue', 'default', NULL, 0);
INSERT INTO hangfire.hash VALUES (56, 'recurring-job:operations', 'Cron', '0 * * * *', NULL, 0);
INSERT INTO hangfire.hash VALUES (57, 'recurring-job:operations', 'TimeZoneId', 'UTC', NULL, 0);
INSERT INTO hangfire.hash VALUES (58, 'recurring-job:operations', 'Job', '{"t":"Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker","m":"RunAsync","p":["System.String","System.Threading.CancellationToken, mscorlib"],"a":["\"operations\"",null]}', NULL, 0);
INSERT INTO hangfire.hash VALUES (59, 'recurring-job:operations', 'CreatedAt', '1796067744685', NULL, 0);
INSERT INTO hangfire.hash VALUES (60, 'recurring-job:operations', 'NextExecution', '1796068800000', NULL, 0);
INSERT INTO hangfire.hash VALUES (61, 'recurring-job:operations', 'V', '2', NULL, 0);
INSERT INTO hangfire.hash VALUES (62, 'recurring-job:operations', 'LastExecution', '1796067744743', NULL, 0);
INSERT INTO hangfire.hash VALUES (63, 'recurring-job:operations', 'LastJobId', '7', NULL, 0);

INSERT INTO hangfire.job VALUES (1, 8, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"partitions\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"partitions\"", null]', '2026-11-30 19:42:23.899935+00', '2026-12-01 01:42:24.388228+00', 0);
INSERT INTO hangfire.job VALUES (3, 9, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"stuck-leases\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"stuck-leases\"", null]', '2026-11-30 19:42:24.195392+00', '2026-12-01 01:42:24.493374+00', 0);
INSERT INTO hangfire.job VALUES (2, 12, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"finish-undeliverable\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"finish-undeliverable\"", null]', '2026-11-30 19:42:24.020188+00', '2026-12-01 01:42:24.528878+00', 0);
INSERT INTO hangfire.job VALUES (4, 14, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"idempotency-keys\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"idempotency-keys\"", null]', '2026-11-30 19:42:24.32723+00', '2026-12-01 01:42:24.599714+00', 0);
INSERT INTO hangfire.job VALUES (6, 19, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"destination-health\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"destination-health\"", null]', '2026-11-30 19:42:24.634365+00', '2026-12-01 01:42:24.882741+00', 0);
INSERT INTO hangfire.job VALUES (5, 20, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"retention\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"retention\"", null]', '2026-11-30 19:42:24.525759+00', '2026-12-01 01:42:24.887352+00', 0);
INSERT INTO hangfire.job VALUES (7, 21, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.HousekeepingJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[\"\\\"operations\\\"\",null]", "ParameterTypes": "[\"System.String\",\"System.Threading.CancellationToken, mscorlib\"]"}', '["\"operations\"", null]', '2026-11-30 19:42:24.745068+00', '2026-12-01 01:42:24.923536+00', 0);
INSERT INTO hangfire.job VALUES (8, 24, 'Succeeded', '{"Type": "Webhooks.DeliveryWorker.Hosting.OperationJob, Webhooks.DeliveryWorker", "Method": "RunAsync", "Arguments": "[null]", "ParameterTypes": "[\"System.Threading.CancellationToken, mscorlib\"]"}', '[null]', '2026-11-30 19:42:31.563868+00', '2026-12-01 01:42:31.758054+00', 0);

INSERT INTO hangfire.jobparameter VALUES (1, 1, 'RecurringJobId', '"partitions"', 0);
INSERT INTO hangfire.jobparameter VALUES (2, 1, 'Time', '1796067743', 0);
INSERT INTO hangfire.jobparameter VALUES (3, 2, 'RecurringJobId', '"finish-undeliverable"', 0);
INSERT INTO hangfire.jobparameter VALUES (4, 2, 'Time', '1796067744', 0);
INSERT INTO hangfire.jobparameter VALUES (5, 3, 'RecurringJobId', '"stuck-leases"', 0);
INSERT INTO hangfire.jobparameter VALUES (6, 3, 'Time', '1796067744', 0);
INSERT INTO hangfire.jobparameter VALUES (7, 4, 'RecurringJobId', '"idempotency-keys"', 0);
INSERT INTO hangfire.jobparameter VALUES (8, 4, 'Time', '1796067744', 0);
INSERT INTO hangfire.jobparameter VALUES (9, 5, 'RecurringJobId', '"retention"', 0);
INSERT INTO hangfire.jobparameter VALUES (10, 5, 'Time', '1796067744', 0);
INSERT INTO hangfire.jobparameter VALUES (11, 6, 'RecurringJobId', '"destination-health"', 0);
INSERT INTO hangfire.jobparameter VALUES (12, 6, 'Time', '1796067744', 0);
INSERT INTO hangfire.jobparameter VALUES (13, 7, 'RecurringJobId', '"operations"', 0);
INSERT INTO hangfire.jobparameter VALUES (14, 7, 'Time', '1796067744', 0);

INSERT INTO hangfire.schema VALUES (23);

INSERT INTO hangfire.set VALUES (1, 'recurring-jobs', 1796068800, 'partitions', NULL, 0);
INSERT INTO hangfire.set VALUES (3, 'recurring-jobs', 1796067780, 'finish-undeliverable', NULL, 0);
INSERT INTO hangfire.set VALUES (5, 'recurring-jobs', 1796068200, 'stuck-leases', NULL, 0);
INSERT INTO hangfire.set VALUES (7, 'recurring-jobs', 1796068200, 'idempotency-keys', NULL, 0);
INSERT INTO hangfire.set VALUES (9, 'recurring-jobs', 1796067900, 'retention', NULL, 0);
INSERT INTO hangfire.set VALUES (11, 'recurring-jobs', 1796068200, 'destination-health', NULL, 0);
INSERT INTO hangfire.set VALUES (13, 'recurring-jobs', 1796068800, 'operations', NULL, 0);

INSERT INTO hangfire.state VALUES (1, 1, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:23.938164+00', '{"Queue": "default", "EnqueuedAt": "1796067743930"}', 0);
INSERT INTO hangfire.state VALUES (2, 1, 'Processing', NULL, '2026-11-30 19:42:23.995427+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "7a786c73-4780-4170-9b9e-29b0f51af117", "StartedAt": "1796067743966"}', 0);
INSERT INTO hangfire.state VALUES (3, 2, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.037875+00', '{"Queue": "default", "EnqueuedAt": "1796067744037"}', 0);
INSERT INTO hangfire.state VALUES (4, 2, 'Processing', NULL, '2026-11-30 19:42:24.123172+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "41bcb78d-dac4-4c9d-b9ed-439359231086", "StartedAt": "1796067744098"}', 0);
INSERT INTO hangfire.state VALUES (5, 3, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.211904+00', '{"Queue": "default", "EnqueuedAt": "1796067744211"}', 0);
INSERT INTO hangfire.state VALUES (6, 4, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.338392+00', '{"Queue": "default", "EnqueuedAt": "1796067744338"}', 0);
INSERT INTO hangfire.state VALUES (7, 3, 'Processing', NULL, '2026-11-30 19:42:24.346426+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "4a410875-5527-43af-ae53-7d5f3908d2f2", "StartedAt": "1796067744327"}', 0);
INSERT INTO hangfire.state VALUES (8, 1, 'Succeeded', NULL, '2026-11-30 19:42:24.396012+00', '{"Latency": "122", "SucceededAt": "1796067744329", "PerformanceDuration": "306"}', 0);
INSERT INTO hangfire.state VALUES (9, 3, 'Succeeded', NULL, '2026-11-30 19:42:24.498455+00', '{"Latency": "200", "SucceededAt": "1796067744426", "PerformanceDuration": "31"}', 0);
INSERT INTO hangfire.state VALUES (10, 4, 'Processing', NULL, '2026-11-30 19:42:24.503704+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "da8681af-a9aa-45bc-b06a-337b81042923", "StartedAt": "1796067744466"}', 0);
INSERT INTO hangfire.state VALUES (11, 5, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.534344+00', '{"Queue": "default", "EnqueuedAt": "1796067744534"}', 0);
INSERT INTO hangfire.state VALUES (12, 2, 'Succeeded', NULL, '2026-11-30 19:42:24.534609+00', '{"Latency": "138", "SucceededAt": "1796067744486", "PerformanceDuration": "327"}', 0);
INSERT INTO hangfire.state VALUES (13, 5, 'Processing', NULL, '2026-11-30 19:42:24.59159+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "4a410875-5527-43af-ae53-7d5f3908d2f2", "StartedAt": "1796067744566"}', 0);
INSERT INTO hangfire.state VALUES (14, 4, 'Succeeded', NULL, '2026-11-30 19:42:24.602519+00', '{"Latency": "195", "SucceededAt": "1796067744582", "PerformanceDuration": "59"}', 0);
INSERT INTO hangfire.state VALUES (15, 6, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.650607+00', '{"Queue": "default", "EnqueuedAt": "1796067744650"}', 0);
INSERT INTO hangfire.state VALUES (16, 6, 'Processing', NULL, '2026-11-30 19:42:24.683161+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "7a786c73-4780-4170-9b9e-29b0f51af117", "StartedAt": "1796067744678"}', 0);
INSERT INTO hangfire.state VALUES (17, 7, 'Enqueued', 'Triggered using recurring job manager', '2026-11-30 19:42:24.774515+00', '{"Queue": "default", "EnqueuedAt": "1796067744774"}', 0);
INSERT INTO hangfire.state VALUES (18, 7, 'Processing', NULL, '2026-11-30 19:42:24.858524+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "41bcb78d-dac4-4c9d-b9ed-439359231086", "StartedAt": "1796067744850"}', 0);
INSERT INTO hangfire.state VALUES (19, 6, 'Succeeded', NULL, '2026-11-30 19:42:24.885065+00', '{"Latency": "66", "SucceededAt": "1796067744853", "PerformanceDuration": "152"}', 0);
INSERT INTO hangfire.state VALUES (20, 5, 'Succeeded', NULL, '2026-11-30 19:42:24.895093+00', '{"Latency": "78", "SucceededAt": "1796067744838", "PerformanceDuration": "234"}', 0);
INSERT INTO hangfire.state VALUES (21, 7, 'Succeeded', NULL, '2026-11-30 19:42:24.926409+00', '{"Latency": "128", "SucceededAt": "1796067744914", "PerformanceDuration": "41"}', 0);
INSERT INTO hangfire.state VALUES (22, 8, 'Enqueued', NULL, '2026-11-30 19:42:31.571867+00', '{"Queue": "default", "EnqueuedAt": "1796067751562"}', 0);
INSERT INTO hangfire.state VALUES (23, 8, 'Processing', NULL, '2026-11-30 19:42:31.59588+00', '{"ServerId": "vm:13810:33b0fcd3-2226-4d4d-b577-7ce94c6ca6bc", "WorkerId": "da8681af-a9aa-45bc-b06a-337b81042923", "StartedAt": "1796067751588"}', 0);
INSERT INTO hangfire.state VALUES (24, 8, 'Succeeded', NULL, '2026-11-30 19:42:31.758643+00', '{"Latency": "42", "SucceededAt": "1796067751746", "PerformanceDuration": "140"}', 0);

INSERT INTO public.agents OVERRIDING SYSTEM VALUE VALUES (1, 2, 'sales', 'Sales', 'http://127.0.0.1:18099/run', '2026-11-30 19:42:27.63615+00', '2026-11-30 19:42:27.63615+00');
INSERT INTO public.agents OVERRIDING SYSTEM VALUE VALUES (2, 2, 'support', 'Support', NULL, '2026-11-30 19:42:27.841625+00', '2026-11-30 19:42:27.841625+00');

INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (2, 'bbbjh3o6ejmljwzm4axxw', 2, 2, 'Viewer', 'viewer', '\x328f7bf21cd1dcf09feb5b8ca2163b7147c60d017de0d6d464bf43c2c6bc340d', 'whk_4111', '2026-11-30 19:42:26.581503+00', NULL, NULL, NULL, NULL);
INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (3, '05tp0nkvyoe3b1dhuhifo', 2, 2, 'Editor', 'editor', '\x02719a8ae4143031a40ea746be1a9084fda1ce578ce5ba0215f2d366cdf35484', 'whk_6e96', '2026-11-30 19:42:26.674794+00', NULL, NULL, NULL, NULL);
INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (5, '5sv9ivb28ae0uty3r9ueh', 2, 2, 'Admin', 'admin', '\x2266e18ace488d99243b929a43d925a0f1786ee8d07cb322376dac2fe1027692', 'whk_d782', '2026-11-30 19:42:26.709392+00', NULL, NULL, NULL, NULL);
INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (6, 'jsugcn2y7193op13r34s4', 2, NULL, 'Tenant', 'admin', '\xd1d98768cdc6f5f22c42240779d588e307e03f60cc828eb57efbe4dc96593701', 'whk_0a7e', '2026-11-30 19:42:26.722494+00', NULL, NULL, NULL, NULL);
INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (1, 'first-admin', NULL, NULL, 'First admin key', 'admin', '\xed0aa71e62e61957dd6713cd04535a35165c6d3302eaf41fdf8a1513e49f0d50', 'first-ad', '2026-11-30 19:42:20.108422+00', NULL, '2026-11-30 19:42:35.616766+00', NULL, '2026-11-30 19:42:35.616766+00');
INSERT INTO public.api_keys OVERRIDING SYSTEM VALUE VALUES (4, 'di8f32vqb5moog2d9eceo', 2, 2, 'Publisher', 'publisher', '\x0c316c5f1bd10d547b93e15e8c3f924a9a5f0a0fba2687d16bcb1419aa9fafb1', 'whk_7d59', '2026-11-30 19:42:26.694586+00', NULL, '2026-11-30 19:42:29.460757+00', NULL, '2026-11-30 19:42:29.460757+00');

INSERT INTO public.attempt_hours_20261130 VALUES (2, 2, '2026-11-30 19:00:00+00', 160, 21, 5, 0, 0, '{0,0,0,0,0,0,2,1,0,1,0,1,0,1,2,1,2,3,5,1,0,0,2,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (-2, 0, '2026-11-30 19:00:00+00', 161, 3, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (-2, 1, '2026-11-30 19:00:00+00', 161, 3, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (2, 0, '2026-11-30 19:00:00+00', 160, 29, 7, 2, 0, '{0,0,0,0,0,0,2,1,0,1,1,3,3,3,2,1,4,3,7,1,0,0,2,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (2, 3, '2026-11-30 19:00:00+00', 160, 0, 0, 2, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (2, 4, '2026-11-30 19:00:00+00', 160, 0, 2, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,1}');
INSERT INTO public.attempt_hours_20261130 VALUES (2, 6, '2026-11-30 19:00:00+00', 160, 8, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,1,2,3,1,0,0,1}');

INSERT INTO public.attempt_minutes_20261130 VALUES (2, 2, '2026-11-30 19:42:00+00', 160, 21, 5, 0, 0, '{0,0,0,0,0,0,2,1,0,1,0,1,0,1,2,1,2,3,5,1,0,0,2,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (-2, 0, '2026-11-30 19:42:00+00', 161, 3, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (-2, 1, '2026-11-30 19:42:00+00', 161, 3, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (2, 0, '2026-11-30 19:42:00+00', 160, 29, 7, 2, 0, '{0,0,0,0,0,0,2,1,0,1,1,3,3,3,2,1,4,3,7,1,0,0,2,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (2, 3, '2026-11-30 19:42:00+00', 160, 0, 0, 2, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (2, 4, '2026-11-30 19:42:00+00', 160, 0, 2, 0, 0, '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,1}');
INSERT INTO public.attempt_minutes_20261130 VALUES (2, 6, '2026-11-30 19:42:00+00', 160, 8, 0, 0, 0, '{0,0,0,0,0,0,0,0,0,0,1,2,3,1,0,0,1}');

INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-eefe-7b67-98e8-e320c90cc24a', 2, 1, '2026-11-30 19:42:29.666292+00', 5.2049, NULL, 'retry', 'reset', 'connection closed before the response was complete', '2026-11-30 19:42:32.06583+00', NULL, 0.9583, NULL, NULL, NULL, '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 4, 1, '2026-11-30 19:42:29.796783+00', 7.8151, 503, 'retry', NULL, NULL, '2026-11-30 19:48:07.239621+00', NULL, 1.0833, NULL, 7.7747, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 4, 1, '2026-11-30 19:42:29.803361+00', 10.7769, 503, 'retry', NULL, NULL, '2026-11-30 19:47:41.275043+00', NULL, 1.1014, NULL, 10.7315, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ec6c-71de-8150-3d5cbd6b6dd9', 2, 1, '2026-11-30 19:42:29.297241+00', 91.8972, 200, 'delivered', NULL, NULL, NULL, NULL, 10.0841, NULL, 91.8707, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ed38-7a36-ba82-27141ad656b5', 2, 1, '2026-11-30 19:42:29.297881+00', 87.4754, 200, 'delivered', NULL, NULL, NULL, NULL, 21.9658, NULL, 84.2856, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ed82-7d37-bd86-adcf0731a1a3', 2, 1, '2026-11-30 19:42:29.396662+00', 69.762, 200, 'delivered', NULL, NULL, NULL, NULL, 23.3797, NULL, 55.8032, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-eea7-7e1b-8aab-a0b92ba35018', 2, 1, '2026-11-30 19:42:29.587118+00', 20.606, 200, 'delivered', NULL, NULL, NULL, NULL, 10.7044, NULL, 20.5614, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-eebf-7d54-a304-7226abc1619e', 2, 1, '2026-11-30 19:42:29.586954+00', 21.2694, 200, 'delivered', NULL, NULL, NULL, NULL, 8.2198, NULL, 21.2623, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-eee8-7d99-98e8-832c1f569eeb', 2, 1, '2026-11-30 19:42:29.666565+00', 3.1897, 200, 'delivered', NULL, NULL, NULL, NULL, 0.5048, NULL, 1.7869, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef0d-7c73-a317-9735c1004b37', 2, 1, '2026-11-30 19:42:29.69075+00', 2.1674, 200, 'delivered', NULL, NULL, NULL, NULL, NULL, NULL, 2.1459, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef2c-7f04-8ba6-5d858d4e9a10', 2, 1, '2026-11-30 19:42:29.71845+00', 8.2351, 200, 'delivered', NULL, NULL, NULL, NULL, 0.4869, NULL, 8.2002, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 2, 1, '2026-11-30 19:42:29.779006+00', 10.4143, 200, 'delivered', NULL, NULL, NULL, NULL, 3.85, NULL, 10.3764, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 2, 1, '2026-11-30 19:42:29.802963+00', 4.2307, 200, 'delivered', NULL, NULL, NULL, NULL, 1.3285, NULL, 4.2154, '\x6e6f746564', '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-eea7-7e1b-8aab-a0b92ba35018', 2, 2, '2026-11-30 19:42:31.74288+00', 6.2414, NULL, 'retry', 'reset', 'connection closed before the response was complete', '2026-11-30 19:42:33.892466+00', NULL, NULL, NULL, NULL, NULL, '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ed82-7d37-bd86-adcf0731a1a3', 2, 2, '2026-11-30 19:42:31.742951+00', 7.9165, NULL, 'retry', 'reset', 'connection closed before the response was complete', '2026-11-30 19:42:33.944941+00', NULL, NULL, NULL, NULL, NULL, '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ec6c-71de-8150-3d5cbd6b6dd9', 2, 2, '2026-11-30 19:42:31.743094+00', 9.478, NULL, 'retry', 'reset', 'connection closed before the response was complete', '2026-11-30 19:42:34.025081+00', NULL, NULL, NULL, NULL, NULL, '01a22dfa-d5f0-7593-b320-e9ba69507550');
INSERT INTO public.attempts_20261130 VALUES (2, '01a22dfa-ed38-7a36-ba82-27141ad656b5', 2, 2, '2026-11-30 19:42:31.743019+00', 10.0389, NULL, 'retry', 'reset', 'connection closed before the response was complete', '2026-11-30 19:42:34.120737+00', NULL, NULL, NULL, NULL, NULL, '01a22dfa-d5f0-7593-b320-e9ba69507550');

INSERT INTO public.audit_records VALUES ('01a22dfa-e229-7c98-ae04-332f888477a2', NULL, NULL, 'key', 'first-admin', 'First admin key', 'CreateTenant', 'tenants', 'acme', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SE:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e2b3-7251-a3b3-cebecc6227b5', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateProject', 'projects', 'shop', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SF:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e2eb-7e99-a710-e2c6be7ea4ba', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateProject', 'projects', 'lab', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SG:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e30d-73c4-9643-d0a4b4426f36', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateApiKey', 'api-keys', 'bbbjh3o6ejmljwzm4axxw', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SH:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e370-791b-8a74-506a157d363a', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateApiKey', 'api-keys', '05tp0nkvyoe3b1dhuhifo', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SI:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e37f-7ef0-ab50-8afc3fd5af07', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateApiKey', 'api-keys', 'di8f32vqb5moog2d9eceo', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SJ:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e390-7016-b312-da1d2f10ba73', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateApiKey', 'api-keys', '5sv9ivb28ae0uty3r9ueh', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SK:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e3a0-76eb-9b52-076638932822', 2, NULL, 'key', 'first-admin', 'First admin key', 'CreateApiKey', 'api-keys', 'jsugcn2y7193op13r34s4', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SL:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e3b4-7d88-8905-89cc0d0adcdc', 2, NULL, 'key', 'first-admin', 'First admin key', 'InviteMember', 'invitations', 'hk28tojrw5crdbjnknadn', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SM:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e44e-7767-94a8-6e0daeeb2310', 2, NULL, 'user', '97cwkxa5v237ubcnb04zk', 'ada@example.com', 'AcceptInvitation', NULL, NULL, 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SN:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e5f4-79c6-a9c1-2ad86bdfe358', 2, NULL, 'key', 'first-admin', 'First admin key', 'InviteMember', 'invitations', 'hl8p7ls12i2dffgcomq3c', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SO:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e60f-7d1f-9255-6859d5b83f20', 2, NULL, 'key', 'first-admin', 'First admin key', 'InviteMember', 'invitations', '6u1815xmc30ai5bi6t375', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SP:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e62c-7a2d-9f99-788de3d8dd72', 2, NULL, 'user', '5kqxqoh32jx6l6fss8jwd', 'cid@example.com', 'AcceptInvitation', NULL, NULL, 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SQ:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e6b1-738e-8492-6964f5f15fd7', 2, 'shop', 'key', 'first-admin', 'First admin key', 'SetProjectMember', 'members', '5kqxqoh32jx6l6fss8jwd', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SR:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e72a-7aaa-a2ed-b182f4cd8a4c', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateAgent', 'agents', 'sales', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SS:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e7fd-77d7-acac-d61a1ad331c4', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateAgent', 'agents', 'support', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7ST:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e818-706a-b5fc-199a36ef2ac6', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateWebhookDestination', 'webhook-destinations', 'works', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SU:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e870-7262-a0c1-2c782547724e', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateWebhookDestination', 'webhook-destinations', 'missing', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7SV:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e894-7629-816c-d650e770f267', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateWebhookDestination', 'webhook-destinations', 'later', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T0:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e8ac-70f4-bb01-2a5beed79e02', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateWebhookDestination', 'webhook-destinations', 'paused', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T1:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e8d0-7315-9a6a-42473e15037c', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateWebhookDestination', 'webhook-destinations', 'scoped', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T2:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e921-75b5-89a2-bc82b1ef206b', 2, 'shop', 'key', 'first-admin', 'First admin key', 'RotateDestinationSecret', 'webhook-destinations', 'scoped', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T3:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e989-7456-b543-78c09be45c4c', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'generated', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T4:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-e9f3-7072-bbbd-8b6377304417', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'github', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T5:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ea07-7c4f-9e9a-b553b00c2a7d', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'slack', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T6:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ea25-7483-9dad-d6b679865557', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'stripe', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T7:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ea40-7dce-b98b-4855ee9c5357', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'zendesk', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T8:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ea58-798f-ba9a-34579defb68a', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'custom', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7T9:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ea78-7e49-8c36-d9ed4eea2c25', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'headers', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TA:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-eaa0-7aeb-84f8-0b41bbe11708', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'open', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TB:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ebd4-7f63-9d6a-e980ff9fe4bc', 2, 'shop', 'key', 'first-admin', 'First admin key', 'CreateTrigger', 'triggers', 'off', 'succeeded', 201, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TC:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ebeb-791b-b42c-b3c16e4cc1f1', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'generated', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TD:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-f657-7fce-9be2-e49abe74e31c', 2, 'shop', 'key', 'first-admin', 'First admin key', 'ResendDeliveries', 'resend', NULL, 'succeeded', 202, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TU:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0340-7465-9714-ae0678001a24', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetAgentSecrets', 'agents', 'sales', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7U9:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-03d6-78b0-83cb-d0e637848412', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetDestinationSecrets', 'webhook-destinations', 'scoped', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7UF:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-03ee-76ed-b091-db8de20eb0a6', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetDestinationSecrets', 'webhook-destinations', 'paused', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7UH:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0400-7946-aafe-ae53d5a129ad', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetDestinationSecrets', 'webhook-destinations', 'later', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7UJ:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-040e-7e2d-be59-eceba5cb3505', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetDestinationSecrets', 'webhook-destinations', 'missing', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7UL:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-041a-7e24-99de-22f1aecf2e26', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetDestinationSecrets', 'webhook-destinations', 'works', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7UN:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0666-7fa1-b2dd-c6ddc6ea5425', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'off', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P809:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06a3-7af1-b2cf-a581dc89540f', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'custom', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80K:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06b4-7db8-90e0-a9a7259e4200', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'stripe', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80Q:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06c4-7f67-8af7-f5b44261f082', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'github', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P810:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0674-721e-aff5-3d3ab2263445', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'open', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80C:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06ac-7dc1-a8bf-d609faf1da5d', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'zendesk', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80N:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06bd-723f-ac30-665f5e8bb105', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'slack', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80T:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-06cd-700f-8537-7ebfe1176b3b', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'generated', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P813:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0692-7eed-b9ce-68112d277ccf', 2, 'shop', 'key', 'first-admin', 'First admin key', 'GetTriggerSecret', 'triggers', 'headers', 'succeeded', 200, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P80G:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfb-0660-7c43-afb2-99a6e9e23307', NULL, NULL, 'key', 'first-admin', 'First admin key', 'UseApiKey', 'api-keys', 'first-admin', 'succeeded', NULL, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P808:00000001');
INSERT INTO public.audit_records VALUES ('01a22dfa-ee54-7c1f-8ffa-5f2cd1978f89', 2, 'shop', 'key', 'di8f32vqb5moog2d9eceo', 'Publisher', 'UseApiKey', 'api-keys', 'di8f32vqb5moog2d9eceo', 'succeeded', NULL, '127.0.0.1', 'Python-urllib/3.11', '0HNQF3877P7TH:00000001');

INSERT INTO public.conversations VALUES (2, '01a22dfa-ec6c-7463-86e8-97c4b9f59f9b', 'conv_01a22dfaec6c746386e897c4b9f59f9b', 'sales', NULL, NULL, '{"triggerId":"generated","invocationId":"inv_01a22dfaec69769c8b99746415d4f42e"}', '\x8e76e8fc0be4720b6114d4a24a4247162d638ce4442331e15b4d6e43a7702ab2', 2, '01a22dfa-eebf-7d54-a304-7226abc1619e', '2026-11-30 19:42:28.972+00', '2026-11-30 19:42:29.567+00');
INSERT INTO public.conversations VALUES (2, '01a22dfa-ed38-7a47-bccc-1e96d68b0b81', 'conv_01a22dfaed387a47bccc1e96d68b0b81', 'sales', NULL, NULL, '{"triggerId":"open","invocationId":"inv_01a22dfaed3878c392b0855f96edfceb"}', '\x660ef990c2394d6e90ee01381fb5f99bdbc7de91cd91418b9499a256b39daed3', 2, '01a22dfa-eee8-7d99-98e8-832c1f569eeb', '2026-11-30 19:42:29.176+00', '2026-11-30 19:42:29.608+00');
INSERT INTO public.conversations VALUES (2, '01a22dfa-ed82-7d4d-94dc-fc60b06d7cae', 'conv_01a22dfaed827d4d94dcfc60b06d7cae', 'sales', NULL, NULL, '{"triggerId":"headers","invocationId":"inv_01a22dfaed827b268806130d160716e3"}', '\x871609c539cf903e5b02a0b59ebab9e1c26964b85e7c3014a24d6ba0fd95d23e', 2, '01a22dfa-ef0d-7c73-a317-9735c1004b37', '2026-11-30 19:42:29.25+00', '2026-11-30 19:42:29.645+00');
INSERT INTO public.conversations VALUES (2, '01a22dfa-eea7-7e7f-9d16-10ec3bfd1a4b', 'conv_old', 'sales', 'Forty seats', '{"plan":"free"}', '{"seats":40}', '\xa50b8fdaeb8c4be3799355f1f60c645917ba7534a7743f73cfd47265745348fe', 2, '01a22dfa-ef2c-7f04-8ba6-5d858d4e9a10', '2026-11-30 19:42:29.543+00', '2026-11-30 19:42:29.63+00');

INSERT INTO public.data_protection_keys OVERRIDING SYSTEM VALUE VALUES (1, 'key-ccf5b8fa-1ad0-4b69-9e12-6fc5aca6724a', '<key id="ccf5b8fa-1ad0-4b69-9e12-6fc5aca6724a" version="1"><creationDate>2026-11-30T19:42:21.5086291Z</creationDate><activationDate>2026-11-30T19:42:21.5086291Z</activationDate><expirationDate>2027-02-28T19:42:21.5086291Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>f8zCXCnnrDqf0fmyL3/Myo2tdi+nba3MERMw++Cuqrcs+pJB/AAyrajQx3i6mCiu0/YJ2NpcXcQ+9UotQnz+QA==</value></masterKey></descriptor></descriptor></key>');

INSERT INTO public.deliveries_20261130 VALUES (-2, '01a22dfa-ec69-769c-8b99-746415d4f42e', 1, 'trigger.invoked', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:28.969+00', '2026-11-30 19:42:29.445944+00', 200, NULL, '2026-11-30 19:42:29.297079+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 88.546, 82.9172, NULL, 11.8374, NULL, NULL, NULL, '\x7b22636f6e74656e74223a2022546865206167656e742773207265706c792e227d');
INSERT INTO public.deliveries_20261130 VALUES (-2, '01a22dfa-ed38-78c3-92b0-855f96edfceb', 1, 'trigger.invoked', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.176+00', '2026-11-30 19:42:29.461955+00', 200, NULL, '2026-11-30 19:42:29.297269+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 123.0857, 122.9929, NULL, 21.8956, NULL, NULL, NULL, '\x7b22636f6e74656e74223a2022546865206167656e742773207265706c792e227d');
INSERT INTO public.deliveries_20261130 VALUES (-2, '01a22dfa-ed82-7b26-8806-130d160716e3', 1, 'trigger.invoked', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.25+00', '2026-11-30 19:42:29.520511+00', 200, NULL, '2026-11-30 19:42:29.394885+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 74.8398, 74.8174, NULL, 23.7839, NULL, NULL, NULL, '\x7b22636f6e74656e74223a2022546865206167656e742773207265706c792e227d');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ec6c-71de-8150-3d5cbd6b6dd9', 6, 'conversation.created', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:28.972+00', '2026-11-30 19:42:29.638356+00', 200, NULL, '2026-11-30 19:42:29.616349+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 3.1164, 3.0996, NULL, 0.1745, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 3, 'event.created', NULL, 'failed', 'HTTP 404; not retried', 1, '2026-11-30 19:42:29.711+00', '2026-11-30 19:42:29.810209+00', 404, NULL, '2026-11-30 19:42:29.795285+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 9.7803, 9.7748, NULL, 0.299, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 3, 'event.created', NULL, 'failed', 'HTTP 404; not retried', 1, '2026-11-30 19:42:29.763+00', '2026-11-30 19:42:29.818515+00', 404, NULL, '2026-11-30 19:42:29.803231+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 4.7007, 4.6871, NULL, 1.2158, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ed82-7d37-bd86-adcf0731a1a3', 6, 'conversation.created', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.25+00', '2026-11-30 19:42:29.830973+00', 200, NULL, '2026-11-30 19:42:29.816668+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 6.9933, 6.9642, NULL, 3.1668, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eea7-7e1b-8aab-a0b92ba35018', 6, 'conversation.created', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.543+00', '2026-11-30 19:42:30.218747+00', 200, NULL, '2026-11-30 19:42:30.214761+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 3.0211, 2.9894, NULL, 1.4181, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eebf-7d54-a304-7226abc1619e', 6, 'conversation.updated', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.567+00', '2026-11-30 19:42:30.418909+00', 200, NULL, '2026-11-30 19:42:30.414038+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 3.5855, 3.5581, NULL, 1.9092, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eee8-7d99-98e8-832c1f569eeb', 6, 'conversation.updated', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.608+00', '2026-11-30 19:42:30.618865+00', 200, NULL, '2026-11-30 19:42:30.613404+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 3.7686, 3.3674, NULL, 0.4725, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ed38-7a36-ba82-27141ad656b5', 6, 'conversation.created', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.176+00', '2026-11-30 19:42:30.818784+00', 200, NULL, '2026-11-30 19:42:30.81512+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 2.7709, 2.5312, NULL, 0.5017, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eefe-7b67-98e8-e320c90cc24a', 6, 'conversation.updated', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.63+00', '2026-11-30 19:42:31.020222+00', 200, NULL, '2026-11-30 19:42:31.015055+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 4.3818, 3.843, NULL, 0.3174, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef0d-7c73-a317-9735c1004b37', 6, 'conversation.updated', 'sales', 'delivered', NULL, 1, '2026-11-30 19:42:29.645+00', '2026-11-30 19:42:31.218771+00', 200, NULL, '2026-11-30 19:42:31.214551+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 3.4395, 3.3648, NULL, 0.3771, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 2, 'event.created', NULL, 'delivered', NULL, 2, '2026-11-30 19:42:29.763+00', '2026-11-30 19:42:31.753917+00', 200, NULL, '2026-11-30 19:42:31.741407+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 7.1695, 7.1324, NULL, 1.4004, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 2, 'event.created', NULL, 'delivered', NULL, 2, '2026-11-30 19:42:29.711+00', '2026-11-30 19:42:31.760933+00', 200, NULL, '2026-11-30 19:42:31.742087+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 8.0691, 8.0478, NULL, 1.0135, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef2c-7f04-8ba6-5d858d4e9a10', 2, 'feedback.created', 'sales', 'delivered', NULL, 2, '2026-11-30 19:42:29.676+00', '2026-11-30 19:42:31.760933+00', 200, NULL, '2026-11-30 19:42:31.74242+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 9.655, 9.6237, NULL, 0.7949, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ef0d-7c73-a317-9735c1004b37', 2, 'conversation.updated', 'sales', 'delivered', NULL, 2, '2026-11-30 19:42:29.645+00', '2026-11-30 19:42:31.760933+00', 200, NULL, '2026-11-30 19:42:31.742552+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 9.5816, 9.5788, NULL, 0.6938, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eee8-7d99-98e8-832c1f569eeb', 2, 'conversation.updated', 'sales', 'delivered', NULL, 2, '2026-11-30 19:42:29.608+00', '2026-11-30 19:42:31.760933+00', 200, NULL, '2026-11-30 19:42:31.742668+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 10.5166, 10.5036, NULL, 0.5656, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eebf-7d54-a304-7226abc1619e', 2, 'conversation.updated', 'sales', 'delivered', NULL, 2, '2026-11-30 19:42:29.567+00', '2026-11-30 19:42:31.760933+00', 200, NULL, '2026-11-30 19:42:31.742795+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 12.3183, 12.3045, NULL, 0.5497, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eefe-7b67-98e8-e320c90cc24a', 2, 'conversation.updated', 'sales', 'delivered', NULL, 2, '2026-11-30 19:42:29.63+00', '2026-11-30 19:42:32.774812+00', 200, NULL, '2026-11-30 19:42:32.068844+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 704.8329, 704.7881, NULL, NULL, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-eea7-7e1b-8aab-a0b92ba35018', 2, 'conversation.created', 'sales', 'delivered', NULL, 3, '2026-11-30 19:42:29.543+00', '2026-11-30 19:42:33.899827+00', 200, NULL, '2026-11-30 19:42:33.897975+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 1.3919, 1.3146, NULL, NULL, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ed82-7d37-bd86-adcf0731a1a3', 2, 'conversation.created', 'sales', 'delivered', NULL, 3, '2026-11-30 19:42:29.25+00', '2026-11-30 19:42:33.950719+00', 200, NULL, '2026-11-30 19:42:33.948589+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 1.4421, 1.4068, NULL, NULL, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ec6c-71de-8150-3d5cbd6b6dd9', 2, 'conversation.created', 'sales', 'delivered', NULL, 3, '2026-11-30 19:42:28.972+00', '2026-11-30 19:42:34.029186+00', 200, NULL, '2026-11-30 19:42:34.027295+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 1.257, 1.146, NULL, NULL, NULL, NULL, NULL, '\x6e6f746564');
INSERT INTO public.deliveries_20261130 VALUES (2, '01a22dfa-ed38-7a36-ba82-27141ad656b5', 2, 'conversation.created', 'sales', 'delivered', NULL, 3, '2026-11-30 19:42:29.176+00', '2026-11-30 19:42:34.130112+00', 200, NULL, '2026-11-30 19:42:34.124456+00', '01a22dfa-d5f0-7593-b320-e9ba69507550', 5.2602, 2.2664, NULL, 0.2456, NULL, NULL, NULL, '\x6e6f746564');

INSERT INTO public.delivery_queue VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 5, '2026-11-30 19:42:29.763+00', '2026-11-30 19:42:29.763+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.delivery_queue VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 4, '2026-11-30 19:47:41.275043+00', '2026-11-30 19:42:29.763+00', 1, 0, NULL, NULL, 'HTTP 503', 503, NULL);
INSERT INTO public.delivery_queue VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 5, '2026-11-30 19:42:29.711+00', '2026-11-30 19:42:29.711+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.delivery_queue VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 4, '2026-11-30 19:48:07.239621+00', '2026-11-30 19:42:29.711+00', 1, 0, NULL, NULL, 'HTTP 503', 503, NULL);

INSERT INTO public.destination_rates VALUES (6, '2026-11-30 19:42:31.412548+00');

INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (1, 1, 'CfDJ8Pq49czQGmlLnhJvxaymckr2o3StxkuLdxmHSsFzDH6APHP6jPIALkqiJ4WV3Qj5BBD1jAVahU_INtwdmpYEOmzaeRNOOg2SGD9fISGlVNOW6jweKjC-hYRENsyvyNGBr5GdxTrHxm1R_joIcrxlslmOQnLHIafvzSuBxnFCCDjnNSpfc47t7NkyxZdxrYmdJA', '2026-11-30 19:42:27.662179+00', NULL);
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (2, 2, 'CfDJ8Pq49czQGmlLnhJvxaymckoiKqCIX-NIXF_RtrpeDJOWqgrJE2XvtyHmoY92-fZmLjktZPC4HZIf7GATHytnBEFDpfYpknLAvDCShu-A3RMLreqNXspbraTPNB3tsBTRJuayLq2fZPR7aqDuq-ib_e9s3zbCXMqoRaz-rOQC1eMbdeYUxKY43lwsImE8PZBs7g', '2026-11-30 19:42:27.878361+00', NULL);
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (3, 3, 'CfDJ8Pq49czQGmlLnhJvxaymckqOnnUsTVpjOW5AGcXfUvSnoHPgUAwygyAhwZ3n7OVzCBM8k0AHN8AO2zCRtAI4LAcpdUc_GhDXeblry1dsyS6cjkIW0oCKQHUt15_Ve22C9Be7VRJR2zyF79HRCdEzhylm6KCPmIM6kHcFt_uoS0poorUssCbaxQH3kbzMwvWnPw', '2026-11-30 19:42:27.960681+00', NULL);
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (4, 4, 'CfDJ8Pq49czQGmlLnhJvxaymckoB4puZnc96wRtMOSYWcFpQQRW6Mlmat6LILc9DbR2dnprjXQh6jAoKrrEWsyF1g2lECe-teEtkNKKyO3TqwNTUbZqB5qkHLeP6IOsdgthh7X048WWImUHHJ-aO2DQEIqajDyB92aKdsMQJMHRevmFeHV79ce1zt6D9nc6VeGtniQ', '2026-11-30 19:42:27.993368+00', NULL);
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (5, 5, 'CfDJ8Pq49czQGmlLnhJvxaymckqy1SKAfN7RCJPwo8Yd0s8Ahtk17LcTv7Ol7AS_rx1W_lViCRBTNKBNyrOklAuT8-xtAIHJ7YvI2QBERkkTJMsbTOaar6ppXbzm9FuuMWkfQSivCfrCiuwWmfbPorUXKj5B5jvNisD6qGg3k-9craIbbJADKfUJoc_P7MP_gKpAIg', '2026-11-30 19:42:28.014093+00', NULL);
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (6, 6, 'CfDJ8Pq49czQGmlLnhJvxaymckpW_GkPUC53pDtJY2pNosa-UAsZ3imdXRCFg8a13HBwK1Q9UMnFc2PaAzn1u-0Njh-hr28IuSqwgDU9if0xHofh4bG3k0fqUwRwaZtNmRyplkHJlGXLe0MUR6lp3bmUiLKOhXOHRaaDbZ1pMVU7GXR08fjFqYbo7D6FHIOnE3eQ9Q', '2026-11-30 19:42:28.057211+00', '2026-12-01 19:42:28.172452+00');
INSERT INTO public.destination_secrets OVERRIDING SYSTEM VALUE VALUES (7, 6, 'CfDJ8Pq49czQGmlLnhJvxaymckq-fIPK2ULYAdibs3PRhjfB9HP5-_zRRt5K1tM5gkZAJ8mfY7M2OmxMVyF0j3pA7S8gAnZ_DbD38bHZC9buZ-KeCDBi46GKpNvwpe8bVC8-cfEyuscZFMF79K3MvwpHc1JhYRRQviKBDeRWwYNIaNXHYcA61-YiOSchEpaq_zCKZg', '2026-11-30 19:42:28.172452+00', NULL);

INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (1, 2, 'agent:sales', 'Sales', NULL, 'http://127.0.0.1:18099/run', true, NULL, NULL, '{}', '{}', NULL, 'standard', 1, '2026-11-30 19:42:27.662179+00', '2026-11-30 19:42:27.662179+00', NULL, NULL, 60, 'agent', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (3, 2, 'missing', 'Missing', NULL, 'http://127.0.0.1:18099/missing', true, NULL, NULL, '{event.created}', '{}', NULL, '1', 1, '2026-11-30 19:42:27.960681+00', '2026-11-30 19:42:27.960681+00', NULL, NULL, NULL, 'receiver', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (5, 2, 'paused', 'Paused', NULL, 'http://127.0.0.1:18099/paused', false, NULL, '2026-11-30 19:42:28.014093+00', '{event.created}', '{}', NULL, 'standard', 1, '2026-11-30 19:42:28.014093+00', '2026-11-30 19:42:28.014093+00', NULL, NULL, NULL, 'receiver', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (6, 2, 'scoped', 'Scoped', NULL, 'http://127.0.0.1:18099/scoped', true, NULL, NULL, '{conversation.created,conversation.updated}', '{sales}', NULL, 'persistent', 2, '2026-11-30 19:42:28.057211+00', '2026-11-30 19:42:28.172452+00', NULL, 5, 10, 'receiver', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (2, 2, 'works', 'Works', 'Takes everything.', 'http://127.0.0.1:18099/works', true, NULL, NULL, '{event.created,conversation.created,conversation.updated,feedback.created}', '{}', 'CfDJ8Pq49czQGmlLnhJvxaymcko2xe-Dwn9euncsxqcXsA0w5eUQBxAR-c4BPoFY24FTEbY-SI6-8sxLPgDkW3PWz6jjQ0WjxVzHGJ9IHAZXfYI2jGeVydLf1jk2YZIAxCispghHRVeFMZ_U-La4Oii9nlfiMs_zpruIE21k46hl4DgNn9ZzYdnRdisZhvtzVFvJVg', 'standard', 1, '2026-11-30 19:42:27.878361+00', '2026-11-30 19:42:27.878361+00', NULL, NULL, NULL, 'receiver', NULL, NULL, 0, NULL, '2026-11-30 19:42:29.768229+00', NULL);
INSERT INTO public.destinations OVERRIDING SYSTEM VALUE VALUES (4, 2, 'later', 'Later', NULL, 'http://127.0.0.1:18099/later', true, NULL, NULL, '{event.created}', '{}', NULL, '300,3600', 1, '2026-11-30 19:42:27.993368+00', '2026-11-30 19:42:27.993368+00', NULL, NULL, NULL, 'receiver', NULL, NULL, 0, NULL, '2026-11-30 19:42:30.798345+00', NULL);

INSERT INTO public.event_ids VALUES (2, 'evt_old_1', '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb');
INSERT INTO public.event_ids VALUES (2, 'evt_old_2', '01a22dfa-ef83-729d-9837-c216620f2751');

INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ec6c-71de-8150-3d5cbd6b6dd9', NULL, 'conversation.created', 'sales', 2, '00-8adf05a0b59bedf3e37c6d3da2e9a7c8-61716c49a2ec9e0f-00', '\x7b226964223a226576745f3031613232646661656336633731646538313530336435636264366236646439222c2274797065223a22636f6e766572736174696f6e2e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32382e3937325a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656336633734363338366538393763346239663539663962222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a2267656e657261746564222c22696e766f636174696f6e4964223a22696e765f3031613232646661656336393736396338623939373436343135643466343265227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32382e3937325a222c22757064617465644174223a22323032362d31312d33305431393a34323a32382e3937325a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656336633730303038393338643864363438656431636530222c22726f6c65223a2275736572222c22636f6e74656e74223a22416461207369676e65642e222c22637265617465644174223a22323032362d31312d33305431393a34323a32382e3937325a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (-2, '01a22dfa-ec69-769c-8b99-746415d4f42e', 'inv_01a22dfaec69769c8b99746415d4f42e', 'trigger.invoked', 'sales', 1, '00-8adf05a0b59bedf3e37c6d3da2e9a7c8-61716c49a2ec9e0f-00', '\x7b2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c22747269676765724964223a2267656e657261746564222c22636f6e766572736174696f6e4964223a22636f6e765f3031613232646661656336633734363338366538393763346239663539663962222c22696e766f636174696f6e4964223a22696e765f3031613232646661656336393736396338623939373436343135643466343265222c2272756e4173557365724964223a6e756c6c2c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656336633730303038393338643864363438656431636530222c22726f6c65223a2275736572222c22636f6e74656e74223a22416461207369676e65642e222c22637265617465644174223a22323032362d31312d33305431393a34323a32382e3937325a227d5d2c227061796c6f6164223a7b226e616d65223a22416461227d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ed38-7a36-ba82-27141ad656b5', NULL, 'conversation.created', 'sales', 2, '00-47b3978e6c7cbf75d051bf7a7806ae65-4790095bde65e02d-00', '\x7b226964223a226576745f3031613232646661656433383761333662613832323731343161643635366235222c2274797065223a22636f6e766572736174696f6e2e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3137365a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656433383761343762636363316539366436386230623831222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a226f70656e222c22696e766f636174696f6e4964223a22696e765f3031613232646661656433383738633339326230383535663936656466636562227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3137365a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3137365a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656433383730303038356365316161616265323062313534222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3137365a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (-2, '01a22dfa-ed38-78c3-92b0-855f96edfceb', 'inv_01a22dfaed3878c392b0855f96edfceb', 'trigger.invoked', 'sales', 1, '00-47b3978e6c7cbf75d051bf7a7806ae65-4790095bde65e02d-00', '\x7b2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c22747269676765724964223a226f70656e222c22636f6e766572736174696f6e4964223a22636f6e765f3031613232646661656433383761343762636363316539366436386230623831222c22696e766f636174696f6e4964223a22696e765f3031613232646661656433383738633339326230383535663936656466636562222c2272756e4173557365724964223a6e756c6c2c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656433383730303038356365316161616265323062313534222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3137365a227d5d2c227061796c6f6164223a7b226e616d65223a22416461227d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ed82-7d37-bd86-adcf0731a1a3', NULL, 'conversation.created', 'sales', 2, '00-3843325d47cd5d4bf9517ca893dae2a6-473f029b24be541f-00', '\x7b226964223a226576745f3031613232646661656438323764333762643836616463663037333161316133222c2274797065223a22636f6e766572736174696f6e2e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3235305a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656438323764346439346463666336306230366437636165222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a2268656164657273222c22696e766f636174696f6e4964223a22696e765f3031613232646661656438323762323638383036313330643136303731366533227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3235305a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3235305a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656438323730303039323532613239366530316464616263222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3235305a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (-2, '01a22dfa-ed82-7b26-8806-130d160716e3', 'inv_01a22dfaed827b268806130d160716e3', 'trigger.invoked', 'sales', 1, '00-3843325d47cd5d4bf9517ca893dae2a6-473f029b24be541f-00', '\x7b2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c22747269676765724964223a2268656164657273222c22636f6e766572736174696f6e4964223a22636f6e765f3031613232646661656438323764346439346463666336306230366437636165222c22696e766f636174696f6e4964223a22696e765f3031613232646661656438323762323638383036313330643136303731366533222c2272756e4173557365724964223a6e756c6c2c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656438323730303039323532613239366530316464616263222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3235305a227d5d2c227061796c6f6164223a7b226e616d65223a22416461227d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-eea7-7e1b-8aab-a0b92ba35018', NULL, 'conversation.created', 'sales', 2, '00-84c31a1a3fb02611b1209fc7f9bdd41d-63a043ce8813babb-00', '\x7b226964223a226576745f3031613232646661656561373765316238616162613062393262613335303138222c2274797065223a22636f6e766572736174696f6e2e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3534335a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f6f6c64222c226167656e744964223a2273616c6573222c227469746c65223a22466f727479207365617473222c227573657250726f70657274696573223a7b22706c616e223a2266726565227d2c2270726f70657274696573223a7b227365617473223a34307d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3534335a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656561373730303061616664633038303734656565663636222c22726f6c65223a2275736572222c22636f6e74656e74223a225768617420646f20343020736561747320636f73743f222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-eebf-7d54-a304-7226abc1619e', NULL, 'conversation.updated', 'sales', 2, '00-8adf05a0b59bedf3e37c6d3da2e9a7c8-61716c49a2ec9e0f-00', '\x7b226964223a226576745f3031613232646661656562663764353461333034373232366162633136313965222c2274797065223a22636f6e766572736174696f6e2e75706461746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3536375a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656336633734363338366538393763346239663539663962222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a2267656e657261746564222c22696e766f636174696f6e4964223a22696e765f3031613232646661656336393736396338623939373436343135643466343265227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32382e3937325a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3536375a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656336633730303038393338643864363438656431636530222c22726f6c65223a2275736572222c22636f6e74656e74223a22416461207369676e65642e222c22637265617465644174223a22323032362d31312d33305431393a34323a32382e3937325a227d2c7b226964223a226d73675f3031613232646661656562663730303038383061633835643763316133393165222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22546865206167656e742773207265706c792e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3536375a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-eee8-7d99-98e8-832c1f569eeb', NULL, 'conversation.updated', 'sales', 2, '00-47b3978e6c7cbf75d051bf7a7806ae65-4790095bde65e02d-00', '\x7b226964223a226576745f3031613232646661656565383764393939386538383332633166353639656562222c2274797065223a22636f6e766572736174696f6e2e75706461746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3630385a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656433383761343762636363316539366436386230623831222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a226f70656e222c22696e766f636174696f6e4964223a22696e765f3031613232646661656433383738633339326230383535663936656466636562227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3137365a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3630385a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656433383730303038356365316161616265323062313534222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3137365a227d2c7b226964223a226d73675f3031613232646661656565383730303061663561666262363066663738623864222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22546865206167656e742773207265706c792e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3630385a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-eefe-7b67-98e8-e320c90cc24a', NULL, 'conversation.updated', 'sales', 2, '00-7cc923fdbba49590389c94a11ead3b56-6b516af228f4a0d5-00', '\x7b226964223a226576745f3031613232646661656566653762363739386538653332306339306363323461222c2274797065223a22636f6e766572736174696f6e2e75706461746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3633305a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f6f6c64222c226167656e744964223a2273616c6573222c227469746c65223a22466f727479207365617473222c227573657250726f70657274696573223a7b22706c616e223a2266726565227d2c2270726f70657274696573223a7b227365617473223a34307d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3633305a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656561373730303061616664633038303734656565663636222c22726f6c65223a2275736572222c22636f6e74656e74223a225768617420646f20343020736561747320636f73743f222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a227d2c7b226964223a226d73675f7265706c79222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22372c363830206575726f73206120796561723a20e2809c6e6574e2809d2e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3633305a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ef0d-7c73-a317-9735c1004b37', NULL, 'conversation.updated', 'sales', 2, '00-3843325d47cd5d4bf9517ca893dae2a6-473f029b24be541f-00', '\x7b226964223a226576745f3031613232646661656630643763373361333137393733356331303034623337222c2274797065223a22636f6e766572736174696f6e2e75706461746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3634355a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22636f6e766572736174696f6e223a7b226964223a22636f6e765f3031613232646661656438323764346439346463666336306230366437636165222c226167656e744964223a2273616c6573222c227469746c65223a6e756c6c2c227573657250726f70657274696573223a6e756c6c2c2270726f70657274696573223a7b22747269676765724964223a2268656164657273222c22696e766f636174696f6e4964223a22696e765f3031613232646661656438323762323638383036313330643136303731366533227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3235305a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3634355a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656438323730303039323532613239366530316464616263222c22726f6c65223a2275736572222c22636f6e74656e74223a227b5c226e616d655c223a5c224164615c227d222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3235305a227d2c7b226964223a226d73675f3031613232646661656630643730303038366330373331643966643636316131222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22546865206167656e742773207265706c792e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3634355a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ef2c-7f04-8ba6-5d858d4e9a10', NULL, 'feedback.created', 'sales', 1, '00-87213dfe39f94bfbd602dcf29df30cad-d66d717cbe339249-00', '\x7b226964223a226576745f3031613232646661656632633766303438626136356438353864346539613130222c2274797065223a22666565646261636b2e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3637365a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a2273616c6573222c2264617461223a7b22666565646261636b223a7b226964223a2266625f3031613232646661656632633730303039623935616530623236346333363133222c22636f6e766572736174696f6e4964223a22636f6e765f6f6c64222c226d6573736167654964223a226d73675f7265706c79222c2274797065223a22706f736974697665222c2264657461696c73223a22517569636b2e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3637365a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3637365a227d2c22636f6e766572736174696f6e223a7b226964223a22636f6e765f6f6c64222c226167656e744964223a2273616c6573222c227469746c65223a22466f727479207365617473222c227573657250726f70657274696573223a7b22706c616e223a2266726565227d2c2270726f70657274696573223a7b227365617473223a34307d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3633305a222c226d65737361676573223a5b7b226964223a226d73675f3031613232646661656561373730303061616664633038303734656565663636222c22726f6c65223a2275736572222c22636f6e74656e74223a225768617420646f20343020736561747320636f73743f222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3534335a227d2c7b226964223a226d73675f7265706c79222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22372c363830206575726f73206120796561723a20e2809c6e6574e2809d2e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3633305a227d5d7d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ef4f-7e98-a8f8-bb9470da3bbb', 'evt_old_1', 'event.created', NULL, 4, '00-b7e7079ab0c3d2471aa28e1188eaa3b7-cd6113d25c9abd9a-00', '\x7b226964223a226576745f6f6c645f31222c2274797065223a226576656e742e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3731315a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a22222c2264617461223a7b226576656e74223a7b226964223a226576745f6f6c645f31222c2274797065223a226f726465722e73686970706564222c226167656e744964223a6e756c6c2c22636f6e766572736174696f6e4964223a6e756c6c2c226d6573736167654964223a6e756c6c2c2270726f70657274696573223a7b226f72646572223a312c227072696365223a312e352c2274657874223a224772c3bcc39f655c6e227d2c227573657250726f70657274696573223a6e756c6c2c226d65746164617461223a6e756c6c2c227365727665724d65746164617461223a7b22617574684d6574686f64223a226170694b6579227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3731315a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3731315a227d7d7d', NULL);
INSERT INTO public.events_20261130 VALUES (2, '01a22dfa-ef83-729d-9837-c216620f2751', 'evt_old_2', 'event.created', NULL, 4, '00-3462ba2faf0504b7f401b00395e55ff8-79e3ceefe68c1ebe-00', '\x7b226964223a226576745f6f6c645f32222c2274797065223a226576656e742e63726561746564222c2274696d657374616d70223a22323032362d31312d33305431393a34323a32392e3736335a222c2274656e616e744964223a2261636d65222c2270726f6a6563744964223a2273686f70222c226167656e744964223a22222c2264617461223a7b226576656e74223a7b226964223a226576745f6f6c645f32222c2274797065223a226f726465722e73686970706564222c226167656e744964223a6e756c6c2c22636f6e766572736174696f6e4964223a6e756c6c2c226d6573736167654964223a6e756c6c2c2270726f70657274696573223a7b226f72646572223a322c227072696365223a312e352c2274657874223a224772c3bcc39f655c6e227d2c227573657250726f70657274696573223a6e756c6c2c226d65746164617461223a6e756c6c2c227365727665724d65746164617461223a7b22617574684d6574686f64223a226170694b6579227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3736335a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3736335a227d7d7d', NULL);

INSERT INTO public.feedback VALUES (2, '01a22dfa-ef2c-7000-9b95-ae0b264c3613', '01a22dfa-eea7-7e7f-9d16-10ec3bfd1a4b', 'msg_reply', 'positive', 'Quick.', '2026-11-30 19:42:29.676+00');

INSERT INTO public.idempotency_keys VALUES (2, 'trigger 1 delivery msg_old', '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 202, NULL, '\x7b2273756363657373223a747275652c22696e766f636174696f6e73223a5b7b22696e766f636174696f6e4964223a22696e765f3031613232646661656336393736396338623939373436343135643466343265222c22636f6e766572736174696f6e4964223a22636f6e765f3031613232646661656336633734363338366538393763346239663539663962222c2272756e4173557365724964223a6e756c6c7d5d7d', '2026-11-30 19:42:28.956685+00');
INSERT INTO public.idempotency_keys VALUES (2, 'old-message', '\x13f944acf7ba1d17ce63965a13e247544dd5ee602ff78871f30426c328698b18', 201, NULL, '\x7b2264617461223a7b226964223a226d73675f7265706c79222c22726f6c65223a22617373697374616e74222c22636f6e74656e74223a22372c363830206575726f73206120796561723a20e2809c6e6574e2809d2e222c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3633305a227d7d', '2026-11-30 19:42:29.616691+00');
INSERT INTO public.idempotency_keys VALUES (2, 'old-event-1', '\x83d074d1dcc5680bcd8c5dca3a1794627241b35e6bb94665a368b04bdd7022f6', 201, NULL, '\x7b2264617461223a7b226964223a226576745f6f6c645f31222c2274797065223a226f726465722e73686970706564222c226167656e744964223a6e756c6c2c22636f6e766572736174696f6e4964223a6e756c6c2c226d6573736167654964223a6e756c6c2c2270726f70657274696573223a7b226f72646572223a312c227072696365223a312e352c2274657874223a224772c3bcc39f655c6e227d2c227573657250726f70657274696573223a6e756c6c2c226d65746164617461223a6e756c6c2c227365727665724d65746164617461223a7b22617574684d6574686f64223a226170694b6579227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3731315a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3731315a227d7d', '2026-11-30 19:42:29.707861+00');
INSERT INTO public.idempotency_keys VALUES (2, 'old-event-2', '\x726c76b066a6fec41f4fd7d3bd8735f2f4eace7f101ebd036314d0471f9f5094', 201, NULL, '\x7b2264617461223a7b226964223a226576745f6f6c645f32222c2274797065223a226f726465722e73686970706564222c226167656e744964223a6e756c6c2c22636f6e766572736174696f6e4964223a6e756c6c2c226d6573736167654964223a6e756c6c2c2270726f70657274696573223a7b226f72646572223a322c227072696365223a312e352c2274657874223a224772c3bcc39f655c6e227d2c227573657250726f70657274696573223a6e756c6c2c226d65746164617461223a6e756c6c2c227365727665724d65746164617461223a7b22617574684d6574686f64223a226170694b6579227d2c22637265617465644174223a22323032362d31312d33305431393a34323a32392e3736335a222c22757064617465644174223a22323032362d31312d33305431393a34323a32392e3736335a227d7d', '2026-11-30 19:42:29.752637+00');

INSERT INTO public.invitations OVERRIDING SYSTEM VALUE VALUES (1, 'first-admin-32717df98db6', 1, NULL, NULL, 'admin', '\x32717df98db6c65342cbb59fb88fc5256a1e7d696155d48d41de157ebd376e3a', '2026-11-30 19:42:20.108422+00', '2026-11-30 20:42:20.108422+00', NULL);
INSERT INTO public.invitations OVERRIDING SYSTEM VALUE VALUES (2, 'hk28tojrw5crdbjnknadn', 2, 'ada@example.com', 'ADA@EXAMPLE.COM', 'admin', '\xaf4b64795d4f94d32115a3646562ecf70baa1329bd54a07a123c7f572308b7ff', '2026-11-30 19:42:26.825146+00', '2026-12-07 19:42:26.825146+00', '2026-11-30 19:42:26.951697+00');
INSERT INTO public.invitations OVERRIDING SYSTEM VALUE VALUES (3, 'hl8p7ls12i2dffgcomq3c', 2, 'bob@example.com', 'BOB@EXAMPLE.COM', 'member', '\x6519a04d6f0e545ecd9de2712724ccd9997db5a11b4d0b317b766486b8a055a1', '2026-11-30 19:42:27.333895+00', '2026-12-07 19:42:27.333895+00', NULL);
INSERT INTO public.invitations OVERRIDING SYSTEM VALUE VALUES (4, '6u1815xmc30ai5bi6t375', 2, 'cid@example.com', 'CID@EXAMPLE.COM', 'member', '\x41e31d434645d583c95ae460a196f4b69cb80753ee8434321062e308852c0920', '2026-11-30 19:42:27.354706+00', '2026-12-07 19:42:27.354706+00', '2026-11-30 19:42:27.380687+00');

INSERT INTO public.invocations VALUES (2, '01a22dfa-ec69-769c-8b99-746415d4f42e', 1, 'sales', 'conv_01a22dfaec6c746386e897c4b9f59f9b', NULL, 'success', NULL, '{"name":"Ada"}', 'Ada signed.', 1, '2026-11-30 19:42:28.969+00', NULL, '2026-11-30 19:42:28.969+00', '2026-11-30 19:42:29.445944+00');
INSERT INTO public.invocations VALUES (2, '01a22dfa-ed38-78c3-92b0-855f96edfceb', 8, 'sales', 'conv_01a22dfaed387a47bccc1e96d68b0b81', NULL, 'success', NULL, '{"name":"Ada"}', '{"name":"Ada"}', 1, '2026-11-30 19:42:29.176+00', NULL, '2026-11-30 19:42:29.176+00', '2026-11-30 19:42:29.461955+00');
INSERT INTO public.invocations VALUES (2, '01a22dfa-ed82-7b26-8806-130d160716e3', 7, 'sales', 'conv_01a22dfaed827d4d94dcfc60b06d7cae', NULL, 'success', NULL, '{"name":"Ada"}', '{"name":"Ada"}', 1, '2026-11-30 19:42:29.25+00', NULL, '2026-11-30 19:42:29.25+00', '2026-11-30 19:42:29.520511+00');

INSERT INTO public.members VALUES (2, 1, 'admin', '2026-11-30 19:42:26.951697+00');
INSERT INTO public.members VALUES (2, 2, 'member', '2026-11-30 19:42:27.380687+00');

INSERT INTO public.messages VALUES (2, '01a22dfa-ec6c-7463-86e8-97c4b9f59f9b', 1, 'msg_01a22dfaec6c70008938d8d648ed1ce0', 'user', 'Ada signed.', 123, '2026-11-30 19:42:28.972+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-ed38-7a47-bccc-1e96d68b0b81', 1, 'msg_01a22dfaed38700085ce1aaabe20b154', 'user', '{"name":"Ada"}', 130, '2026-11-30 19:42:29.176+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-ed82-7d4d-94dc-fc60b06d7cae', 1, 'msg_01a22dfaed8270009252a296e01ddabc', 'user', '{"name":"Ada"}', 130, '2026-11-30 19:42:29.25+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-eea7-7e7f-9d16-10ec3bfd1a4b', 1, 'msg_01a22dfaeea77000aafdc08074eeef66', 'user', 'What do 40 seats cost?', 134, '2026-11-30 19:42:29.543+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-ec6c-7463-86e8-97c4b9f59f9b', 2, 'msg_01a22dfaeebf7000880ac85d7c1a391e', 'assistant', 'The agent''s reply.', 135, '2026-11-30 19:42:29.567+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-ed38-7a47-bccc-1e96d68b0b81', 2, 'msg_01a22dfaeee87000af5afbb60ff78b8d', 'assistant', 'The agent''s reply.', 135, '2026-11-30 19:42:29.608+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-eea7-7e7f-9d16-10ec3bfd1a4b', 2, 'msg_reply', 'assistant', '7,680 euros a year: “net”.', 120, '2026-11-30 19:42:29.63+00');
INSERT INTO public.messages VALUES (2, '01a22dfa-ed82-7d4d-94dc-fc60b06d7cae', 2, 'msg_01a22dfaef0d700086c0731d9fd661a1', 'assistant', 'The agent''s reply.', 135, '2026-11-30 19:42:29.645+00');

INSERT INTO public.operations VALUES (2, '01a22dfa-f667-71b8-a4aa-57547eafef4c', 2, 'resend', 'succeeded', '{"filter":{"state":"delivered","destinationId":"works"}}', '{"Keys":null,"Query":{"State":"delivered","DestinationId":"works","EventType":null,"EventKey":null,"AgentId":null,"From":null,"To":null,"StatusCode":null,"FailureClass":null,"Text":null,"DestinationNo":null},"DestinationNo":null,"Since":null,"Until":"2026-11-30T19:42:31.5271075+00:00","EventKey":null}', 'key', 'first-admin', 'First admin key', NULL, 10, 10, 10, 0, 0, NULL, '2026-11-30 19:42:31.527107+00', '2026-11-30 19:42:31.616649+00', '2026-11-30 19:42:31.691996+00', '2026-11-30 19:42:31.691996+00');

INSERT INTO public.project_members VALUES (2, 2, 'editor', '2026-11-30 19:42:27.586557+00');

INSERT INTO public.projects OVERRIDING SYSTEM VALUE VALUES (1, 1, 'default', 'Default', 1, '2026-11-30 19:42:20.108422+00');
INSERT INTO public.projects OVERRIDING SYSTEM VALUE VALUES (3, 2, 'lab', 'Lab', 1, '2026-11-30 19:42:26.551911+00');
INSERT INTO public.projects OVERRIDING SYSTEM VALUE VALUES (2, 2, 'shop', 'Shop', 7, '2026-11-30 19:42:26.495242+00');

INSERT INTO public.schema_migrations VALUES ('0001_initial.sql', 'cf34f698bd3b77042a3fe8c78a860a158d2be464d16637dcba2e9eab007f1fbb', '2026-11-30 19:42:17.989986+00');
INSERT INTO public.schema_migrations VALUES ('0002_log.sql', '0e5cf292d51a5a15d8d2ec433096334245c60499e7b04ceb8cbebd1cb85ca1da', '2026-11-30 19:42:18.119751+00');
INSERT INTO public.schema_migrations VALUES ('0003_people.sql', 'f79bd5ec662823bf85daaf6699bfe4c6ec011b95eed45c092a5e0a28c11b5c9c', '2026-11-30 19:42:18.132845+00');
INSERT INTO public.schema_migrations VALUES ('0004_conversations.sql', 'd4289f83ad490e47d8e0ef0ad42bd6574f4f40a5a2d7ff6475fbf8b2638a9035', '2026-11-30 19:42:18.202382+00');
INSERT INTO public.schema_migrations VALUES ('0005_destination_settings.sql', 'd2000149bd1a234f5027421fdf82fffb73bc95927edfad64aa98e1fde8260044', '2026-11-30 19:42:18.214157+00');
INSERT INTO public.schema_migrations VALUES ('0006_triggers.sql', 'c438e9e1bce4786306a63d4fa9592691c9dd03171e9dda94f9c20f89c1305735', '2026-11-30 19:42:18.218114+00');
INSERT INTO public.schema_migrations VALUES ('0007_last_attempts.sql', 'b58a793edd171cc4f4d3a44d102a2e5321d9c4f0553a5fc8a3a7fca79843b391', '2026-11-30 19:42:18.22764+00');
INSERT INTO public.schema_migrations VALUES ('0008_upkeep.sql', '5df135944151c5bd438b3c3a3e1664b4b62de26858bde2f97bd216aa00faf298', '2026-11-30 19:42:18.231562+00');
INSERT INTO public.schema_migrations VALUES ('0009_operations.sql', '813d2fb5212a9d8800a8431b12c9d1fd99fc6998b97388a0602a0a5480e8443b', '2026-11-30 19:42:18.232509+00');
INSERT INTO public.schema_migrations VALUES ('0010_destination_health.sql', 'ad96cdf34ddc5d6823ac1ab8fe389b775ea1abc334e536dd10f651fe11a18322', '2026-11-30 19:42:18.237621+00');
INSERT INTO public.schema_migrations VALUES ('0011_worker_caps.sql', 'b1226e9eae5a7c747cfe88a6c444a94087a96939d372e9ae54334a82a95a04e7', '2026-11-30 19:42:18.240361+00');

INSERT INTO public.sessions OVERRIDING SYSTEM VALUE VALUES (1, '34fo9848gsc9b1k13zjuj', 1, '\xe7d678d12b815d63863003eae73774c3a7b9dcc0fbf5db6dccfb85266a379b86', '2026-11-30 19:42:27.204876+00', '2026-11-30 19:42:27.204876+00', '2026-12-01 07:42:27.204876+00', '2026-12-14 19:42:27.204876+00', '127.0.0.1', 'Python-urllib/3.11');
INSERT INTO public.sessions OVERRIDING SYSTEM VALUE VALUES (2, '767e293hlw4cys0yrpna4', 2, '\x2c6c23cacbcd38ed5e721d41d3671ab41b7f19c0b6a36c29d4e51353524e3e06', '2026-11-30 19:42:27.454641+00', '2026-11-30 19:42:27.454641+00', '2026-12-01 07:42:27.454641+00', '2026-12-14 19:42:27.454641+00', '127.0.0.1', 'Python-urllib/3.11');

INSERT INTO public.tenants OVERRIDING SYSTEM VALUE VALUES (1, 'default', 'Default', '2026-11-30 19:42:20.108422+00');
INSERT INTO public.tenants OVERRIDING SYSTEM VALUE VALUES (2, 'acme', 'Acme', '2026-11-30 19:42:26.370554+00');

INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (1, 2, 1, 'generated', 'Generated', 'Signed with a generated secret.', true, false, NULL, '{{name}} signed.', NULL, '{"preset":"standard-webhooks","toleranceSeconds":300}', 'CfDJ8Pq49czQGmlLnhJvxaymckpcSYHvlP_BTUe29aQGovqY4YZnLe8_Ssy6SNvbeAIKczN4-Xs724WZCcuiYf-ElkC3rm1IRMTI2myXK82tflVtTHbcXTJvwfF7cwBKjl-xDC7xyyaelIH06870qss94AlayOxgeudZuHkQ6RdyTXR6n6pyRWBDs_ritwpXLov1Ag', 600, 262144, '{}', 0, '2026-11-30 19:42:28.252247+00', '2026-11-30 19:42:28.252247+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (2, 2, 1, 'github', 'Github', NULL, true, false, NULL, NULL, NULL, '{"preset":"github"}', 'CfDJ8Pq49czQGmlLnhJvxaymckp0r3D1PsTLIZaQbAyNkKrRX52xpN388H8tatpj-ulCzCwlcwnZQDBUJdyLoantTUIODWwubjHDLeSZ3xgdaXUItoWuDM5jXsasplnf3BEeC5eIL1hseoy1WRHvQtp13Vs', 600, 262144, '{}', 0, '2026-11-30 19:42:28.346733+00', '2026-11-30 19:42:28.346733+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (3, 2, 1, 'slack', 'Slack', NULL, true, false, NULL, NULL, NULL, '{"preset":"slack","toleranceSeconds":300}', 'CfDJ8Pq49czQGmlLnhJvxaymckovVnO8ghuRbURFXEeIRzKLGfeaT9UxdiAAb2YU1HeQO_3Mk-YPJ6EO2BU76uPFsoGy7sq8HSQIHP8A3DmLarXpFsjdXHWOzkkCoBgPMSQo536RxMLjfXEbcfa0fyl-93g', 600, 262144, '{}', 0, '2026-11-30 19:42:28.370433+00', '2026-11-30 19:42:28.370433+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (4, 2, 1, 'stripe', 'Stripe', NULL, true, false, NULL, NULL, NULL, '{"preset":"stripe","toleranceSeconds":600}', 'CfDJ8Pq49czQGmlLnhJvxaymckqb2ZPaYllR1zAlyYrnhFuf3ti7OUAGvWW44snHy5MgK0gm4tqXGZxquLXlmg6QneI-07U9bOKs-bSxBS1Dx1Tgv_8gle9itOC_P7apt7_A2Q', 600, 262144, '{}', 0, '2026-11-30 19:42:28.394525+00', '2026-11-30 19:42:28.394525+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (5, 2, 1, 'zendesk', 'Zendesk', NULL, true, false, NULL, NULL, NULL, '{"preset":"zendesk","toleranceSeconds":300}', 'CfDJ8Pq49czQGmlLnhJvxaymckqtQt0u_7QOJ7G362hsAQP6Wd74I55k2YUeivi4XoGxOhqRdHYq3hGk82I5UBk2VrzHlVl9ec70-XdK4nlynbdTl6qwk5rDmIO3LXg_dy3CwgGJMWWEVIAxtHG9e5Vu7CI', 600, 262144, '{}', 0, '2026-11-30 19:42:28.422954+00', '2026-11-30 19:42:28.422954+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (6, 2, 1, 'custom', 'Custom', NULL, true, false, NULL, NULL, NULL, '{"custom":{"algorithm":"sha512","encoding":"hex","header":"X-Signature","prefix":"v=","components":[{"source":"body"}],"separator":""}}', 'CfDJ8Pq49czQGmlLnhJvxaymckoJA18OvtaFGYcWfgQ9y7WHQ0bH70fsemvVHdN3rWF7GwJx2Pl6NP5uLe8Dv1ZVhCdkoI_WrefHM6j8asXCWdOKC2q68v0U50IiHtEfCK3oULCE_vszb6kI0FafQUvFHQs', 600, 262144, '{}', 0, '2026-11-30 19:42:28.450969+00', '2026-11-30 19:42:28.450969+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (7, 2, 1, 'headers', 'Headers', NULL, true, false, NULL, NULL, '[{"Name":"X-Key","ValueHash":"pbkdf2-sha256$10000$Fla8imsILr6qWx/YuNFxzw==$GDJ2YcIdglCYICyn76G1Gt7ITeS7A2ffVXcIN3OMW6M=","ValuePrefix":"a lo"}]', NULL, NULL, 60, 262144, '{}', 0, '2026-11-30 19:42:28.481546+00', '2026-11-30 19:42:28.481546+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (8, 2, 1, 'open', 'Open', NULL, true, true, '{"type":"object","required":["name"]}', NULL, NULL, NULL, NULL, 600, 2048, '{}', 0, '2026-11-30 19:42:28.801935+00', '2026-11-30 19:42:28.801935+00');
INSERT INTO public.triggers OVERRIDING SYSTEM VALUE VALUES (9, 2, 1, 'off', 'Off', NULL, false, true, NULL, NULL, NULL, NULL, NULL, 600, 262144, '{}', 0, '2026-11-30 19:42:28.82658+00', '2026-11-30 19:42:28.82658+00');

INSERT INTO public.users OVERRIDING SYSTEM VALUE VALUES (1, '97cwkxa5v237ubcnb04zk', 'ada@example.com', 'ADA@EXAMPLE.COM', 'Ada', 'AQAAAAIAAYagAAAAEFdmq3km5A1ViPG9XQA45Dy+rR08QY07hM6eaR+go0RyGLIKX/sJcafeCpvrL49CJg==', '3JKPUGONMXEDY5VZDSWDWCOVTEOGTLSJ', 'b5704fdd-015c-4ba7-bc99-884750431ddd', 0, NULL, true, '2026-11-30 19:42:26.951697+00');
INSERT INTO public.users OVERRIDING SYSTEM VALUE VALUES (2, '5kqxqoh32jx6l6fss8jwd', 'cid@example.com', 'CID@EXAMPLE.COM', 'Cid', 'AQAAAAIAAYagAAAAEBeniYYY4DSO8WDJoPTXefT+XYRsef9NZsCuA/T8vqQgSXwjkgtI8/mMPW+KC0RdDg==', 'NQEJWC47N4RS6M2H4AAH4KQWGY3EWJ6R', 'eb17847d-bd51-4974-b2d2-3b4a8b9fd487', 0, NULL, true, '2026-11-30 19:42:27.380687+00');

SELECT pg_catalog.setval('hangfire.aggregatedcounter_id_seq', 1, false);

SELECT pg_catalog.setval('hangfire.counter_id_seq', 24, true);

SELECT pg_catalog.setval('hangfire.hash_id_seq', 63, true);

SELECT pg_catalog.setval('hangfire.job_id_seq', 8, true);

SELECT pg_catalog.setval('hangfire.jobparameter_id_seq', 14, true);

SELECT pg_catalog.setval('hangfire.jobqueue_id_seq', 8, true);

SELECT pg_catalog.setval('hangfire.list_id_seq', 1, false);

SELECT pg_catalog.setval('hangfire.set_id_seq', 14, true);

SELECT pg_catalog.setval('hangfire.state_id_seq', 24, true);

SELECT pg_catalog.setval('public.agents_agent_no_seq', 2, true);

SELECT pg_catalog.setval('public.api_keys_api_key_no_seq', 6, true);

SELECT pg_catalog.setval('public.data_protection_keys_data_protection_key_no_seq', 1, true);

SELECT pg_catalog.setval('public.destination_secrets_secret_no_seq', 7, true);

SELECT pg_catalog.setval('public.destinations_destination_no_seq', 6, true);

SELECT pg_catalog.setval('public.invitations_invitation_no_seq', 4, true);

SELECT pg_catalog.setval('public.projects_project_no_seq', 3, true);

SELECT pg_catalog.setval('public.sessions_session_no_seq', 2, true);

SELECT pg_catalog.setval('public.tenants_tenant_no_seq', 2, true);

SELECT pg_catalog.setval('public.triggers_trigger_no_seq', 9, true);

SELECT pg_catalog.setval('public.users_user_no_seq', 2, true);

ALTER TABLE ONLY hangfire.aggregatedcounter
    ADD CONSTRAINT aggregatedcounter_key_key UNIQUE (key);

ALTER TABLE ONLY hangfire.aggregatedcounter
    ADD CONSTRAINT aggregatedcounter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.hash
    ADD CONSTRAINT hash_key_field_key UNIQUE (key, field);

ALTER TABLE ONLY hangfire.hash
    ADD CONSTRAINT hash_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.jobparameter
    ADD CONSTRAINT jobparameter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.jobqueue
    ADD CONSTRAINT jobqueue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.list
    ADD CONSTRAINT list_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.lock
    ADD CONSTRAINT lock_resource_key UNIQUE (resource);

ALTER TABLE ONLY hangfire.lock REPLICA IDENTITY USING INDEX lock_resource_key;

ALTER TABLE ONLY hangfire.schema
    ADD CONSTRAINT schema_pkey PRIMARY KEY (version);

ALTER TABLE ONLY hangfire.server
    ADD CONSTRAINT server_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.set
    ADD CONSTRAINT set_key_value_key UNIQUE (key, value);

ALTER TABLE ONLY hangfire.set
    ADD CONSTRAINT set_pkey PRIMARY KEY (id);

ALTER TABLE ONLY hangfire.state
    ADD CONSTRAINT state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (agent_no);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_project_no_id_key UNIQUE (project_no, id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_id_key UNIQUE (id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (api_key_no);

ALTER TABLE ONLY public.attempt_hours
    ADD CONSTRAINT attempt_hours_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261129
    ADD CONSTRAINT attempt_hours_20261129_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261130
    ADD CONSTRAINT attempt_hours_20261130_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261201
    ADD CONSTRAINT attempt_hours_20261201_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261202
    ADD CONSTRAINT attempt_hours_20261202_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261203
    ADD CONSTRAINT attempt_hours_20261203_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261204
    ADD CONSTRAINT attempt_hours_20261204_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261205
    ADD CONSTRAINT attempt_hours_20261205_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261206
    ADD CONSTRAINT attempt_hours_20261206_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261207
    ADD CONSTRAINT attempt_hours_20261207_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261208
    ADD CONSTRAINT attempt_hours_20261208_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261209
    ADD CONSTRAINT attempt_hours_20261209_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261210
    ADD CONSTRAINT attempt_hours_20261210_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261211
    ADD CONSTRAINT attempt_hours_20261211_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261212
    ADD CONSTRAINT attempt_hours_20261212_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261213
    ADD CONSTRAINT attempt_hours_20261213_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_hours_20261214
    ADD CONSTRAINT attempt_hours_20261214_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes
    ADD CONSTRAINT attempt_minutes_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261129
    ADD CONSTRAINT attempt_minutes_20261129_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261130
    ADD CONSTRAINT attempt_minutes_20261130_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261201
    ADD CONSTRAINT attempt_minutes_20261201_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261202
    ADD CONSTRAINT attempt_minutes_20261202_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261203
    ADD CONSTRAINT attempt_minutes_20261203_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261204
    ADD CONSTRAINT attempt_minutes_20261204_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261205
    ADD CONSTRAINT attempt_minutes_20261205_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261206
    ADD CONSTRAINT attempt_minutes_20261206_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261207
    ADD CONSTRAINT attempt_minutes_20261207_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261208
    ADD CONSTRAINT attempt_minutes_20261208_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261209
    ADD CONSTRAINT attempt_minutes_20261209_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261210
    ADD CONSTRAINT attempt_minutes_20261210_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261211
    ADD CONSTRAINT attempt_minutes_20261211_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261212
    ADD CONSTRAINT attempt_minutes_20261212_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261213
    ADD CONSTRAINT attempt_minutes_20261213_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempt_minutes_20261214
    ADD CONSTRAINT attempt_minutes_20261214_pkey PRIMARY KEY (project_no, destination_no, at, recorder);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261129
    ADD CONSTRAINT attempts_20261129_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261130
    ADD CONSTRAINT attempts_20261130_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261201
    ADD CONSTRAINT attempts_20261201_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261202
    ADD CONSTRAINT attempts_20261202_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261203
    ADD CONSTRAINT attempts_20261203_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261204
    ADD CONSTRAINT attempts_20261204_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261205
    ADD CONSTRAINT attempts_20261205_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261206
    ADD CONSTRAINT attempts_20261206_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261207
    ADD CONSTRAINT attempts_20261207_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261208
    ADD CONSTRAINT attempts_20261208_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261209
    ADD CONSTRAINT attempts_20261209_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261210
    ADD CONSTRAINT attempts_20261210_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261211
    ADD CONSTRAINT attempts_20261211_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261212
    ADD CONSTRAINT attempts_20261212_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261213
    ADD CONSTRAINT attempts_20261213_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.attempts_20261214
    ADD CONSTRAINT attempts_20261214_pkey PRIMARY KEY (project_no, event_id, destination_no, number);

ALTER TABLE ONLY public.audit_records
    ADD CONSTRAINT audit_records_pkey PRIMARY KEY (record_id);

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (project_no, id);

ALTER TABLE ONLY public.data_protection_keys
    ADD CONSTRAINT data_protection_keys_pkey PRIMARY KEY (data_protection_key_no);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261129
    ADD CONSTRAINT deliveries_20261129_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261130
    ADD CONSTRAINT deliveries_20261130_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261201
    ADD CONSTRAINT deliveries_20261201_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261202
    ADD CONSTRAINT deliveries_20261202_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261203
    ADD CONSTRAINT deliveries_20261203_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261204
    ADD CONSTRAINT deliveries_20261204_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261205
    ADD CONSTRAINT deliveries_20261205_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261206
    ADD CONSTRAINT deliveries_20261206_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261207
    ADD CONSTRAINT deliveries_20261207_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261208
    ADD CONSTRAINT deliveries_20261208_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261209
    ADD CONSTRAINT deliveries_20261209_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261210
    ADD CONSTRAINT deliveries_20261210_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261211
    ADD CONSTRAINT deliveries_20261211_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261212
    ADD CONSTRAINT deliveries_20261212_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261213
    ADD CONSTRAINT deliveries_20261213_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.deliveries_20261214
    ADD CONSTRAINT deliveries_20261214_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.delivery_queue
    ADD CONSTRAINT delivery_queue_pkey PRIMARY KEY (project_no, event_id, destination_no);

ALTER TABLE ONLY public.destination_rates
    ADD CONSTRAINT destination_rates_pkey PRIMARY KEY (destination_no);

ALTER TABLE ONLY public.destination_secrets
    ADD CONSTRAINT destination_secrets_pkey PRIMARY KEY (secret_no);

ALTER TABLE ONLY public.destinations
    ADD CONSTRAINT destinations_pkey PRIMARY KEY (destination_no);

ALTER TABLE ONLY public.event_ids
    ADD CONSTRAINT event_ids_pkey PRIMARY KEY (project_no, id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261129
    ADD CONSTRAINT events_20261129_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261130
    ADD CONSTRAINT events_20261130_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261201
    ADD CONSTRAINT events_20261201_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261202
    ADD CONSTRAINT events_20261202_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261203
    ADD CONSTRAINT events_20261203_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261204
    ADD CONSTRAINT events_20261204_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261205
    ADD CONSTRAINT events_20261205_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261206
    ADD CONSTRAINT events_20261206_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261207
    ADD CONSTRAINT events_20261207_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261208
    ADD CONSTRAINT events_20261208_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261209
    ADD CONSTRAINT events_20261209_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261210
    ADD CONSTRAINT events_20261210_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261211
    ADD CONSTRAINT events_20261211_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261212
    ADD CONSTRAINT events_20261212_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261213
    ADD CONSTRAINT events_20261213_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.events_20261214
    ADD CONSTRAINT events_20261214_pkey PRIMARY KEY (project_no, event_id);

ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (project_no, feedback_id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (project_no, key);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_id_key UNIQUE (id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (invitation_no);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.invocations
    ADD CONSTRAINT invocations_pkey PRIMARY KEY (project_no, invocation_id);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (tenant_no, user_no);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (project_no, conversation_id, number);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (project_no, operation_id);

ALTER TABLE ONLY public.project_members
    ADD CONSTRAINT project_members_pkey PRIMARY KEY (project_no, user_no);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (project_no);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_tenant_no_id_key UNIQUE (tenant_no, id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (session_no);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_id_key UNIQUE (id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (tenant_no);

ALTER TABLE ONLY public.triggers
    ADD CONSTRAINT triggers_agent_no_id_key UNIQUE (agent_no, id);

ALTER TABLE ONLY public.triggers
    ADD CONSTRAINT triggers_pkey PRIMARY KEY (trigger_no);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_id_key UNIQUE (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_normalized_email_key UNIQUE (normalized_email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_no);

ALTER TABLE ONLY public.workers
    ADD CONSTRAINT workers_pkey PRIMARY KEY (worker_id);

CREATE INDEX ix_hangfire_counter_expireat ON hangfire.counter USING btree (expireat);

CREATE INDEX ix_hangfire_counter_key ON hangfire.counter USING btree (key);

CREATE INDEX ix_hangfire_hash_expireat ON hangfire.hash USING btree (expireat);

CREATE INDEX ix_hangfire_job_expireat ON hangfire.job USING btree (expireat);

CREATE INDEX ix_hangfire_job_statename ON hangfire.job USING btree (statename);

CREATE INDEX ix_hangfire_job_statename_is_not_null ON hangfire.job USING btree (statename) INCLUDE (id) WHERE (statename IS NOT NULL);

CREATE INDEX ix_hangfire_jobparameter_jobidandname ON hangfire.jobparameter USING btree (jobid, name);

CREATE INDEX ix_hangfire_jobqueue_fetchedat_queue_jobid ON hangfire.jobqueue USING btree (fetchedat NULLS FIRST, queue, jobid);

CREATE INDEX ix_hangfire_jobqueue_jobidandqueue ON hangfire.jobqueue USING btree (jobid, queue);

CREATE INDEX ix_hangfire_jobqueue_queueandfetchedat ON hangfire.jobqueue USING btree (queue, fetchedat);

CREATE INDEX ix_hangfire_list_expireat ON hangfire.list USING btree (expireat);

CREATE INDEX ix_hangfire_set_expireat ON hangfire.set USING btree (expireat);

CREATE INDEX ix_hangfire_set_key_score ON hangfire.set USING btree (key, score);

CREATE INDEX ix_hangfire_state_jobid ON hangfire.state USING btree (jobid);

CREATE INDEX api_keys_tenant ON public.api_keys USING btree (tenant_no, api_key_no);

CREATE INDEX audit_records_action ON public.audit_records USING btree (tenant_no, action, record_id);

CREATE INDEX audit_records_actor ON public.audit_records USING btree (tenant_no, actor_id, record_id);

CREATE INDEX audit_records_project ON public.audit_records USING btree (tenant_no, project_id, record_id);

CREATE INDEX audit_records_tenant ON public.audit_records USING btree (tenant_no, record_id);

CREATE UNIQUE INDEX conversations_newest ON public.conversations USING btree (project_no, conversation_id);

CREATE INDEX deliveries_destination ON ONLY public.deliveries USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261129_destination_no_event_id_idx ON public.deliveries_20261129 USING btree (destination_no, event_id);

CREATE INDEX deliveries_undelivered ON ONLY public.deliveries USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261129_project_no_event_id_destination_no_idx ON public.deliveries_20261129 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261130_destination_no_event_id_idx ON public.deliveries_20261130 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261130_project_no_event_id_destination_no_idx ON public.deliveries_20261130 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261201_destination_no_event_id_idx ON public.deliveries_20261201 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261201_project_no_event_id_destination_no_idx ON public.deliveries_20261201 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261202_destination_no_event_id_idx ON public.deliveries_20261202 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261202_project_no_event_id_destination_no_idx ON public.deliveries_20261202 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261203_destination_no_event_id_idx ON public.deliveries_20261203 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261203_project_no_event_id_destination_no_idx ON public.deliveries_20261203 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261204_destination_no_event_id_idx ON public.deliveries_20261204 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261204_project_no_event_id_destination_no_idx ON public.deliveries_20261204 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261205_destination_no_event_id_idx ON public.deliveries_20261205 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261205_project_no_event_id_destination_no_idx ON public.deliveries_20261205 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261206_destination_no_event_id_idx ON public.deliveries_20261206 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261206_project_no_event_id_destination_no_idx ON public.deliveries_20261206 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261207_destination_no_event_id_idx ON public.deliveries_20261207 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261207_project_no_event_id_destination_no_idx ON public.deliveries_20261207 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261208_destination_no_event_id_idx ON public.deliveries_20261208 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261208_project_no_event_id_destination_no_idx ON public.deliveries_20261208 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261209_destination_no_event_id_idx ON public.deliveries_20261209 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261209_project_no_event_id_destination_no_idx ON public.deliveries_20261209 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261210_destination_no_event_id_idx ON public.deliveries_20261210 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261210_project_no_event_id_destination_no_idx ON public.deliveries_20261210 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261211_destination_no_event_id_idx ON public.deliveries_20261211 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261211_project_no_event_id_destination_no_idx ON public.deliveries_20261211 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261212_destination_no_event_id_idx ON public.deliveries_20261212 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261212_project_no_event_id_destination_no_idx ON public.deliveries_20261212 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261213_destination_no_event_id_idx ON public.deliveries_20261213 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261213_project_no_event_id_destination_no_idx ON public.deliveries_20261213 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX deliveries_20261214_destination_no_event_id_idx ON public.deliveries_20261214 USING btree (destination_no, event_id);

CREATE INDEX deliveries_20261214_project_no_event_id_destination_no_idx ON public.deliveries_20261214 USING btree (project_no, event_id, destination_no) WHERE (state <> 'delivered'::text);

CREATE INDEX delivery_queue_due ON public.delivery_queue USING btree (destination_no, due_at, event_id);

CREATE INDEX destination_secrets_destination ON public.destination_secrets USING btree (destination_no);

CREATE INDEX destinations_failing ON public.destinations USING btree (destination_no) WHERE (failing_since IS NOT NULL);

CREATE UNIQUE INDEX destinations_id ON public.destinations USING btree (project_no, id) WHERE (deleted_at IS NULL);

CREATE INDEX destinations_newest ON public.destinations USING btree (project_no, created_at DESC, destination_no DESC) WHERE (deleted_at IS NULL);

CREATE INDEX destinations_project ON public.destinations USING btree (project_no, destination_no);

CREATE INDEX event_ids_event ON public.event_ids USING btree (event_id);

CREATE INDEX events_unmatched ON ONLY public.events USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261129_project_no_event_id_idx ON public.events_20261129 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261130_project_no_event_id_idx ON public.events_20261130 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261201_project_no_event_id_idx ON public.events_20261201 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261202_project_no_event_id_idx ON public.events_20261202 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261203_project_no_event_id_idx ON public.events_20261203 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261204_project_no_event_id_idx ON public.events_20261204 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261205_project_no_event_id_idx ON public.events_20261205 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261206_project_no_event_id_idx ON public.events_20261206 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261207_project_no_event_id_idx ON public.events_20261207 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261208_project_no_event_id_idx ON public.events_20261208 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261209_project_no_event_id_idx ON public.events_20261209 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261210_project_no_event_id_idx ON public.events_20261210 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261211_project_no_event_id_idx ON public.events_20261211 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261212_project_no_event_id_idx ON public.events_20261212 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261213_project_no_event_id_idx ON public.events_20261213 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX events_20261214_project_no_event_id_idx ON public.events_20261214 USING btree (project_no, event_id) WHERE (matched = 0);

CREATE INDEX idempotency_keys_oldest ON public.idempotency_keys USING btree (created_at);

CREATE INDEX invitations_tenant ON public.invitations USING btree (tenant_no, invitation_no);

CREATE INDEX invocations_status ON public.invocations USING btree (trigger_no, status, invocation_id);

CREATE INDEX invocations_trigger ON public.invocations USING btree (trigger_no, invocation_id);

CREATE INDEX members_user ON public.members USING btree (user_no);

CREATE UNIQUE INDEX messages_id ON public.messages USING btree (project_no, conversation_id, id);

CREATE INDEX operations_finished ON public.operations USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX operations_open ON public.operations USING btree (project_no, operation_id) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text]));

CREATE INDEX project_members_user ON public.project_members USING btree (user_no);

CREATE INDEX sessions_user ON public.sessions USING btree (user_no, session_no);

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261129_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261130_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261201_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261202_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261203_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261204_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261205_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261206_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261207_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261208_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261209_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261210_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261211_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261212_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261213_pkey;

ALTER INDEX public.attempt_hours_pkey ATTACH PARTITION public.attempt_hours_20261214_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261129_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261130_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261201_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261202_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261203_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261204_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261205_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261206_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261207_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261208_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261209_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261210_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261211_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261212_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261213_pkey;

ALTER INDEX public.attempt_minutes_pkey ATTACH PARTITION public.attempt_minutes_20261214_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261129_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261130_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261201_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261202_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261203_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261204_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261205_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261206_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261207_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261208_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261209_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261210_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261211_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261212_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261213_pkey;

ALTER INDEX public.attempts_pkey ATTACH PARTITION public.attempts_20261214_pkey;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261129_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261129_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261129_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261130_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261130_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261130_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261201_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261201_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261201_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261202_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261202_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261202_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261203_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261203_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261203_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261204_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261204_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261204_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261205_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261205_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261205_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261206_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261206_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261206_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261207_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261207_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261207_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261208_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261208_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261208_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261209_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261209_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261209_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261210_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261210_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261210_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261211_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261211_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261211_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261212_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261212_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261212_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261213_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261213_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261213_project_no_event_id_destination_no_idx;

ALTER INDEX public.deliveries_destination ATTACH PARTITION public.deliveries_20261214_destination_no_event_id_idx;

ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261214_pkey;

ALTER INDEX public.deliveries_undelivered ATTACH PARTITION public.deliveries_20261214_project_no_event_id_destination_no_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261129_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261129_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261130_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261130_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261201_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261201_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261202_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261202_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261203_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261203_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261204_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261204_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261205_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261205_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261206_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261206_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261207_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261207_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261208_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261208_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261209_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261209_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261210_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261210_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261211_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261211_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261212_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261212_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261213_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261213_project_no_event_id_idx;

ALTER INDEX public.events_pkey ATTACH PARTITION public.events_20261214_pkey;

ALTER INDEX public.events_unmatched ATTACH PARTITION public.events_20261214_project_no_event_id_idx;

ALTER TABLE ONLY hangfire.jobparameter
    ADD CONSTRAINT jobparameter_jobid_fkey FOREIGN KEY (jobid) REFERENCES hangfire.job(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY hangfire.state
    ADD CONSTRAINT state_jobid_fkey FOREIGN KEY (jobid) REFERENCES hangfire.job(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_project_no_fkey FOREIGN KEY (project_no) REFERENCES public.projects(project_no);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_project_no_fkey FOREIGN KEY (project_no) REFERENCES public.projects(project_no);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_tenant_no_fkey FOREIGN KEY (tenant_no) REFERENCES public.tenants(tenant_no);

ALTER TABLE ONLY public.destination_rates
    ADD CONSTRAINT destination_rates_destination_no_fkey FOREIGN KEY (destination_no) REFERENCES public.destinations(destination_no);

ALTER TABLE ONLY public.destination_secrets
    ADD CONSTRAINT destination_secrets_destination_no_fkey FOREIGN KEY (destination_no) REFERENCES public.destinations(destination_no);

ALTER TABLE ONLY public.destinations
    ADD CONSTRAINT destinations_project_no_fkey FOREIGN KEY (project_no) REFERENCES public.projects(project_no);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_tenant_no_fkey FOREIGN KEY (tenant_no) REFERENCES public.tenants(tenant_no);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_tenant_no_fkey FOREIGN KEY (tenant_no) REFERENCES public.tenants(tenant_no);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_user_no_fkey FOREIGN KEY (user_no) REFERENCES public.users(user_no);

ALTER TABLE ONLY public.project_members
    ADD CONSTRAINT project_members_project_no_fkey FOREIGN KEY (project_no) REFERENCES public.projects(project_no);

ALTER TABLE ONLY public.project_members
    ADD CONSTRAINT project_members_user_no_fkey FOREIGN KEY (user_no) REFERENCES public.users(user_no);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_tenant_no_fkey FOREIGN KEY (tenant_no) REFERENCES public.tenants(tenant_no);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_no_fkey FOREIGN KEY (user_no) REFERENCES public.users(user_no);

ALTER TABLE ONLY public.triggers
    ADD CONSTRAINT triggers_agent_no_fkey FOREIGN KEY (agent_no) REFERENCES public.agents(agent_no) ON DELETE CASCADE;

ALTER TABLE ONLY public.triggers
    ADD CONSTRAINT triggers_project_no_fkey FOREIGN KEY (project_no) REFERENCES public.projects(project_no);

