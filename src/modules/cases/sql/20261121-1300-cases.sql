create table case_rows (
  id                text primary key,
  code              text not null unique,
  check_code        text not null unique,
  procedure         text not null,
  procedure_version int  not null,
  field             text not null,
  channel           smallint not null check (channel between 1 and 3),
  applicant         text not null,
  applicant_name    text not null,
  applicant_number  text,
  receiving_unit    text not null,
  competent_unit    text not null,
  state             text not null,
  national_code     smallint not null check (national_code between 1 and 10),
  open              boolean not null,
  handler           text,
  handler_name      text,
  filed_at          timestamptz not null,
  filed_on          date not null,
  received_at       timestamptz,
  accepted_at       timestamptz,
  due_at            timestamptz,
  due_on            date,
  first_due_on      date,
  forward_at        timestamptz,
  apology_prepared  boolean not null,
  paused_at         timestamptz,
  finished_at       timestamptz,
  returned_at       timestamptz,
  ended_at          timestamptz,
  closed_on         date,
  result_on         date,
  rated_on          date,
  late_spells       tstzmultirange,
  waited_seconds    int  not null,
  settled_on        date,
  on_time           boolean,
  outcome           text,
  supplements       smallint not null,
  extended          boolean not null,
  overdue_level     smallint not null,
  full_process      boolean not null,
  fee_due           int not null,
  fee_total         int not null,
  paid_online       boolean not null,
  papers            smallint not null,
  papers_digital    smallint not null,
  papers_reused     smallint not null,
  values_reused     smallint not null,
  result_digital    boolean not null,
  rating            smallint,
  search            text not null,
  touched_at        timestamptz not null
);
comment on table case_rows is 'Read table, one row a case: what worklists, a person''s list and the indicators ask. A function of the case''s events (rows in case-store.ts); can be emptied and rebuilt at any time.';
comment on column case_rows.closed_on is 'The day handling ended, however it ended: finished, stopped, refused or withdrawn. settled_on is the day of a decision only.';
comment on column case_rows.late_spells is 'When it stood overdue; a case that is running has an open spell from its due hour on. Answers what was overdue on any past day.';
comment on column case_rows.waited_seconds is 'How long the clock stood still, waiting for the citizen.';
comment on column case_rows.search is 'Code, name and number without tones, for the search of a worklist.';
-- Worklists look at open cases only: their cost must not grow with the years.
create index case_rows_competent on case_rows (competent_unit, due_at, id) where open;
create index case_rows_receiving on case_rows (receiving_unit, due_at, id) where open;
create index case_rows_due on case_rows (due_at) where open and due_at is not null;
create index case_rows_forward on case_rows (forward_at) where state = 'accepted';
create index case_rows_applicant on case_rows (applicant, filed_at desc);
create index case_rows_number on case_rows (applicant_number) where applicant_number is not null;
create index case_rows_settled on case_rows (competent_unit, settled_on);
create index case_rows_closed on case_rows (closed_on) where closed_on is not null;
-- What stood overdue on a past day: few among all that ended since.
create index case_rows_late on case_rows (closed_on) where late_spells is not null;
create index case_rows_rated on case_rows (rated_on) where rated_on is not null;
create index case_rows_filed on case_rows (receiving_unit, filed_on);
grant select, insert, update, delete on case_rows to sen_app;

create table case_numbers (
  unit text not null,
  day  date not null,
  next int not null check (next > 0),
  primary key (unit, day)
);
comment on table case_numbers is 'Own table. The next free number of a unit''s case codes of a day, and of its documents of a year. Taken in blocks that grow with demand: a gap is allowed, a number given twice is not.';
grant select, insert, update on case_numbers to sen_app;

create table case_drafts (
  id         text primary key,
  person     text not null,
  procedure  text not null,
  version    int  not null,
  answers    jsonb not null,
  from_where jsonb not null,
  papers     jsonb not null,
  choices    jsonb not null,
  step       text not null,
  begun_at   timestamptz not null,
  saved_at   timestamptz not null,
  keep_until date not null
);
comment on table case_drafts is 'Own table. What a person has filled in and not yet handed in; goes on on any device, and is removed after keep_until or when it was handed in.';
create index case_drafts_person on case_drafts (person, saved_at desc);
create index case_drafts_keep on case_drafts (keep_until);
grant select, insert, update, delete on case_drafts to sen_app;

create table case_views (
  id       text primary key,
  official text not null,
  name     text not null,
  query    text not null
);
comment on table case_views is 'Own table. Worklist views that an official saved for herself.';
create index case_views_official on case_views (official);
grant select, insert, update, delete on case_views to sen_app;
