create table procedure_designs (
  code            text primary key,
  name            text not null,
  state           text not null check (state in ('draft', 'waiting', 'none')),
  version         int,
  valid_from      date,
  writer_names    text not null,
  begun_from      text,
  to_settle       int not null,
  last_day        date,
  successor       text,
  retiring        boolean not null,
  -- How many events: their sum over the table tells whether anything happened, whatever the clocks of machines say.
  changes         int not null,
  touched_at      timestamptz not null
);
comment on table procedure_designs is 'Read table. Procedures that officials work on here or have retired: what is drafted, what waits for a second pair of eyes, the last day of what ends. A function of the events of each design.';
grant select, insert, update, delete on procedure_designs to sen_app;

create table procedure_versions (
  code             text not null,
  version          int not null check (version > 0),
  valid_from       date not null,
  definition       text not null,
  decisions        text not null,
  adds             jsonb not null,
  decision         text,
  writer_names     text not null,
  published_by     text not null,
  published_at     timestamptz not null,
  primary key (code, version)
);
comment on table procedure_versions is 'Read table. Versions of procedures that were published here, each with its whole definition (YAML) and decisions (DMN); those of the country stand in its files. A function of one event each.';
grant select, insert, update, delete on procedure_versions to sen_app;
