-- Freeing what a silent worker held takes several steps. released_at = somebody is at it, and when it last was; freed = nothing is leased
-- to the worker any more. A worker that has released_at begins again under another id.
alter table workers add column freed boolean not null default false;
update workers set freed = true where released_at is not null;
