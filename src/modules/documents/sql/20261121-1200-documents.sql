create table stored_files (
  id          text primary key,
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  size        int  not null check (size > 0),
  type        text not null,
  label       text not null,
  pages       int,
  owner       text,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
comment on table stored_files is 'Read table, one row a file handed in or issued: who brought it, whose it is, and under which hash its bytes lie in the file store. A function of the file''s events; can be emptied and rebuilt.';
comment on column stored_files.owner is 'The person whose paper it is; absent when an official uploaded it and it is not yet in a case.';
create index stored_files_uploaded_by on stored_files (uploaded_by, uploaded_at desc);
grant select, insert, update, delete on stored_files to sen_app;

create table stored_documents (
  id            text primary key,
  owner         text not null,
  owner_name    text not null,
  result_code   text not null,
  document_type text not null,
  title_vi      text not null,
  title_en      text not null,
  subject       text,
  number        text not null,
  issued_on     date not null,
  issued_unit   text not null,
  issued_by     text not null,
  signed_by     text,
  valid_to      date,
  case_id       text,
  file          text not null,
  check_code    text not null unique,
  data          jsonb not null,
  state         text not null check (state in ('valid', 'withdrawn', 'replaced')),
  ended_on      date,
  reason        text,
  replaced_by   text,
  stored_at     timestamptz not null
);
comment on table stored_documents is 'Read table, one row a document in a person''s own store (kho dữ liệu điện tử của tổ chức, cá nhân, Decree 45/2020): what the State issued to her and the next procedure may reuse. A function of the document''s events; can be emptied and rebuilt.';
comment on column stored_documents.data is 'What the document says, by field: the next procedure fills its form from here instead of asking.';
comment on column stored_documents.issued_by is 'Name of the issuing agency on the day of issue; an old paper keeps the old name.';
create index stored_documents_owner on stored_documents (owner, stored_at desc);
create index stored_documents_held on stored_documents (owner, result_code) where state = 'valid';
create index stored_documents_case on stored_documents (case_id) where case_id is not null;
grant select, insert, update, delete on stored_documents to sen_app;

create table paper_uses (
  kind    text not null check (kind in ('file', 'document')),
  id      text not null,
  case_id text not null,
  used_at timestamptz not null,
  primary key (kind, id, case_id)
);
comment on table paper_uses is 'Own table. Which file or document became a paper of which case; a document used again is one the person did not have to bring.';
create index paper_uses_case on paper_uses (case_id);
grant select, insert, update on paper_uses to sen_app;

create table document_readings (
  id          text primary key,
  file        text not null,
  document    text,
  owner       text,
  reader      text not null,
  reader_name text not null,
  reader_unit text,
  why         text not null,
  read_at     timestamptz not null
);
comment on table document_readings is 'Read table, one row each time somebody other than its owner opened a person''s paper, and for which case (Law 91/2025/QH15). A function of the reading''s event; can be emptied and rebuilt.';
create index document_readings_owner on document_readings (owner, read_at desc) where owner is not null;
grant select, insert, update, delete on document_readings to sen_app;
