-- What a worker may have in flight at each of the destinations it used last; written with its heartbeat, null while it has nothing to do.
-- The two arrays are of one length.
alter table workers add column cap_destinations bigint[], add column caps smallint[];
