create table events (
  position   bigint generated always as identity primary key,
  stream     text not null,
  version    int  not null check (version > 0),
  type       text not null,
  data       jsonb not null,
  actor      text not null,
  actor_name text not null,
  in_name_of text,
  at         timestamptz not null,
  written_by xid8 not null default pg_current_xact_id(),
  constraint events_stream_version unique (stream, version)
);
comment on table events is 'What happened, in order, and who did it in whose name. The application may add rows and read them; it may not change or remove them. Followers read below pg_snapshot_xmin on written_by.';
grant select, insert on events to sen_app;

create table jobs (
  id          bigint generated always as identity primary key,
  name        text not null,
  due_at      timestamptz not null,
  data        jsonb not null,
  unique_key  text unique,
  tries       int not null default 0,
  taken_until timestamptz,
  done_at     timestamptz,
  given_up_at timestamptz,
  last_error  text
);
comment on table jobs is 'Own table. What is still to be done: reactions to events, and things that wait for their hour. Written with the event that asks for them; taken with skip locked.';
create index jobs_due on jobs (due_at) where done_at is null and given_up_at is null;
grant select, insert, update, delete on jobs to sen_app;

create table request_keys (
  actor  text not null,
  key    text not null,
  action text not null,
  answer jsonb not null,
  at     timestamptz not null,
  primary key (actor, key)
);
comment on table request_keys is 'Own table. The key a form or a client sent with a request, and the answer it got: a second request with the same key gets the same answer and does nothing.';
grant select, insert, delete on request_keys to sen_app;

create table rounds (
  name    text primary key,
  last_at timestamptz not null
);
comment on table rounds is 'Own table. When each recurring piece of work was last taken up, so that one process does it and not all.';
grant select, insert, update on rounds to sen_app;
