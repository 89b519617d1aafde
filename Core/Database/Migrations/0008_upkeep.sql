-- Deliveries a worker held at its last beat, from claim to record. No index of the queue knows the worker, so nobody could count them.
alter table workers add column held integer not null default 0;
