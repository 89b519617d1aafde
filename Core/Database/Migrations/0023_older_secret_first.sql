-- Whether a secret signs after those before it while they live, for receivers that look at the first signature only.
alter table destination_secrets add column signs_last boolean not null default false;
