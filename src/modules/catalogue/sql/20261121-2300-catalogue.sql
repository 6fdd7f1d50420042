create table catalogue_records (
  code        text primary key,
  name        text not null,
  field       text not null,
  source      text,
  levels      text[] not null,
  hash        text not null,
  status      text not null check (status in ('confirmed', 'changed', 'to-look-at', 'read')),
  unread      int not null,
  edited      int not null,
  waiting     boolean not null,
  imported_at timestamptz not null,
  facts       jsonb not null,
  version     int not null
);
comment on table catalogue_records is 'Read table, one row a procedure of the official catalogue: what was read of its record, as officials corrected it. waiting: a newer record was imported and nobody has decided on it. The words themselves stand in the stream catalogue-record-…, of which this is a function.';
create index catalogue_records_field on catalogue_records (field, code);
create index catalogue_records_status on catalogue_records (status, code);
grant select, insert, update, delete on catalogue_records to sen_app;

create table catalogue_imports (
  id     text primary key,
  file   text not null,
  format text not null,
  hash   text not null,
  at     timestamptz not null,
  by     text not null,
  counts jsonb not null,
  lines  jsonb not null
);
comment on table catalogue_imports is 'Read table, one row an import into the catalogue, with what became of every record in the file. A function of the stream catalogue-import-….';
create index catalogue_imports_at on catalogue_imports (at desc);
grant select, insert, update, delete on catalogue_imports to sen_app;
