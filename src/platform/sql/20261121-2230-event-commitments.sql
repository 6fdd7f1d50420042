alter table events add column salt bytea default uuid_send(gen_random_uuid());
alter table events add column commitment bytea check (length(commitment) = 32);
alter table events add constraint events_provable check (salt is not null or commitment is not null);
comment on column events.salt is 'Random, the event''s own. The log''s tree holds SHA-256 of salt and payload (data and the name of the actor), so that nobody can guess from the tree what happened. Goes with the payload when that is deleted by rule.';
comment on column events.commitment is 'What stands in the tree for the payload; kept here once the payload is deleted, otherwise computed.';
-- The order of the log's tree. Numbers of transactions rise, so rows are added at the right edge, where it costs least.
create index events_written on events (written_by, position);
