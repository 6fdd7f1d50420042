create table messages (
  id             text primary key,
  recipient      text not null,
  recipient_name text not null,
  channel        text not null check (channel in ('inbox', 'email', 'sms')),
  address        text,
  kind           text not null,
  subject        text not null,
  body           text not null,
  subject_en     text not null,
  body_en        text not null,
  about          text not null,
  link           text not null,
  procedure      text not null,
  receiving_unit text not null,
  competent_unit text not null,
  made_at        timestamptz not null,
  sent_at        timestamptz,
  failed         text,
  tries          int not null default 0,
  next_try_at    timestamptz,
  read_at        timestamptz,
  read_by        text,
  check ((channel = 'inbox') = (address is null))
);
comment on table messages is 'Own table, one row a message on one channel: what was said to whom about which case, and whether it was sent and read. The id is made of the event that caused it, so that hearing twice is telling once. A row of inbox changes only by being read, one of email or sms only by the job that sends it.';
comment on column messages.recipient is 'person:<id>, official:<id>, or desk:<unit>:<act> for everybody who holds that act there: one of them reading it is enough.';
comment on column messages.failed is 'Why it is not sent: no-mail-server, no-sms-gateway, or what the server answered.';
create index messages_inbox on messages (recipient, made_at desc, id) where channel = 'inbox';
create index messages_unread on messages (recipient) where channel = 'inbox' and read_at is null;
create index messages_about on messages (about, made_at, id);
grant select, insert, update on messages to sen_app;
