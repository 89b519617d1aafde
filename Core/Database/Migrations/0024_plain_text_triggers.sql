-- Whether a trigger reads a body of type text/plain as JSON: Amazon SNS sends its messages so.
alter table triggers add column plain_text_is_json boolean not null default false;
