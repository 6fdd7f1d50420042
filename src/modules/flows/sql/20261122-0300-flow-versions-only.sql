-- A changed file of decisions goes into the draft of its procedure, whose versions it belongs to.
alter table flow_versions drop column kind;
comment on table flow_versions is 'Read table. Versions of flows that were drawn here: proposed by one, published by another. Those of the country stand in its files. A function of the events of each version.';
