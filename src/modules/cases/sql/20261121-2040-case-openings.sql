create table case_openings (
  id          text primary key,
  case_id     text not null,
  reader      text not null,
  reader_name text not null,
  reader_unit text,
  opened_at   timestamptz not null
);
comment on table case_openings is 'Read table, one row each time an official opened a case, at most one an hour for each official and case (Law 91/2025/QH15). The applicant sees it on the page of the case. A function of the opening''s event; can be emptied and rebuilt.';
create index case_openings_case on case_openings (case_id, opened_at desc);
grant select, insert, update, delete on case_openings to sen_app;
