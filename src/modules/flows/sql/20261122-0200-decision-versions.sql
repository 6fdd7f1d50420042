alter table flow_versions add column kind text not null default 'flow' check (kind in ('flow', 'decision'));
comment on table flow_versions is 'Read table. Versions of flows and of files of decisions that were drawn here: proposed by one, looked over by another. Those of the country stand in its files. A function of the events of each version.';
