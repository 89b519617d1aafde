-- The rest of a publish's trace context (W3C tracestate), beside trace_parent; null = there was none. Both are written only when the trace
-- is recorded.
alter table events add column trace_state text;
