-- When a tenant, and a project, last had a turn, whatever became of the operation since: what is finished counts, so that many small operations
-- get no more turns than a long one.
create index operations_tenant_turn on operations (tenant_no, turn_at) where turn_at is not null;
create index operations_project_turn on operations (project_no, turn_at) where turn_at is not null;
