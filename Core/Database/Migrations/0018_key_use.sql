-- Where a key was used last, and from where it may be used: addresses and networks, null = from anywhere.
alter table api_keys
    add column last_used_address text,
    add column allowed_networks text[];
