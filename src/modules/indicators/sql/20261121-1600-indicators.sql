create table measurings (
  indicator   text not null,
  version     int  not null,
  period      text not null,
  as_of       date not null,
  numerator   numeric not null,
  denominator bigint not null,
  measured_at timestamptz not null,
  basis       bigint not null,
  primary key (indicator, period, as_of)
);
comment on table measurings is 'Own table. One indicator measured for the whole jurisdiction, over a period that ends with the day as_of: what the wall reads. Can be emptied at any time and is measured again when asked for.';
comment on column measurings.version is 'The version of the definition it was measured by.';
comment on column measurings.measured_at is 'When, by the platform''s clock. A past day is final when it was measured after it had ended.';
comment on column measurings.basis is 'The highest position of the event log that had been written when it was measured.';
grant select, insert, update, delete on measurings to sen_app;

create table measurements (
  indicator   text not null,
  period      text not null,
  as_of       date not null,
  unit        text not null,
  reading     date not null,
  numerator   numeric not null,
  denominator bigint not null,
  primary key (indicator, period, as_of, unit, reading)
);
comment on table measurements is 'Own table. The same measuring, unit by unit, as the cases name their competent unit; measurings holds the sum. Roll-up over the tree of units happens when it is read.';
comment on column measurements.reading is 'The day on which the code of the unit is to be read: codes were used again after the mergers.';
grant select, insert, update, delete on measurements to sen_app;

create table measured_upto (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  before   xid8 not null default '0'
);
comment on column measured_upto.before is 'Means something on one server only: a backup leaves it out, and after a restore the last events are looked at once more.';
comment on table measured_upto is 'Own table, one row. Up to which event, and below which transaction, it was looked whether something was entered for a past day, which then has to be measured again.';
grant select, insert, update on measured_upto to sen_app;
