-- Labels that people give destinations, to find and group them. They have no effect on deliveries.
alter table destinations add column tags text[] not null default '{}';
