create table flow_versions (
  key              text not null,
  version          int  not null check (version > 0),
  state            text not null check (state in ('proposed', 'published', 'rejected')),
  name             text not null,
  valid_from       date not null,
  xml              text not null,
  note             text,
  proposed_by      text not null,
  proposed_by_name text not null,
  proposed_at      timestamptz not null,
  decided_by_name  text,
  decided_at       timestamptz,
  reason           text,
  primary key (key, version)
);
comment on table flow_versions is 'Read table. Versions of flows that were drawn here: proposed by one, published by another. Those of the country stand in its files. A function of the events of each version.';
grant select, insert, update, delete on flow_versions to sen_app;
