create table privacy_requests (
  id             text primary key,
  person         text not null,
  person_name    text not null,
  asked          text not null,
  about          text not null,
  words          text not null,
  unit           text not null,
  state          text not null check (state in ('waiting', 'taken-up', 'answered', 'withdrawn')),
  asked_at       timestamptz not null,
  acknowledge_by timestamptz not null,
  due_at         timestamptz not null,
  due_on         date not null,
  handler        text,
  handler_name   text,
  outcome        text check (outcome in ('granted', 'partly', 'refused')),
  answer         text,
  ended_at       timestamptz
);
comment on table privacy_requests is 'Read table, one row what a person asked about her own data (Law 91/2025/QH15), by which day it is to be answered, and how it was. A function of the stream privacy-request-…; can be emptied and rebuilt.';
create index privacy_requests_person on privacy_requests (person, asked_at desc);
create index privacy_requests_open on privacy_requests (unit, due_at) where state in ('waiting', 'taken-up');
grant select, insert, update, delete on privacy_requests to sen_app;

create table privacy_consents (
  person       text not null,
  purpose      text not null,
  version      int  not null,
  text_hash    text not null,
  given_at     timestamptz not null,
  withdrawn_at timestamptz,
  primary key (person, purpose)
);
comment on table privacy_consents is 'Read table, one row a person and purpose she ever agreed to: to which version of the text (SHA-256 of its words), since when, and since when no more. A function of the stream consent-…; can be emptied and rebuilt.';
grant select, insert, update, delete on privacy_consents to sen_app;

create table privacy_breaches (
  id                text primary key,
  title             text not null,
  what              text not null,
  categories        text not null,
  people            int  not null check (people >= 0),
  cause             text not null,
  harm              text not null,
  unit              text not null,
  detected_at       timestamptz not null,
  tell_by           timestamptz not null,
  told_authority_at timestamptz,
  authority_number  text,
  told_people_at    timestamptz,
  told_people_how   text,
  measures          text,
  closed_at         timestamptz,
  noted_by_name     text not null
);
comment on table privacy_breaches is 'Read table, one row a breach of personal data: what happened, until when the authority is to be told (72 hours, Law 91/2025/QH15 art. 23), and what was done. A function of the stream breach-…; can be emptied and rebuilt.';
create index privacy_breaches_open on privacy_breaches (unit, tell_by) where closed_at is null;
grant select, insert, update, delete on privacy_breaches to sen_app;

create table privacy_impacts (
  activity text primary key,
  filed_on date not null,
  next_on  date not null,
  words    text not null,
  by_name  text not null
);
comment on table privacy_impacts is 'Read table, one row an activity of the register of processing whose impact file was made: when last, and when it is to be looked at again. A function of the stream impact-…; can be emptied and rebuilt.';
grant select, insert, update, delete on privacy_impacts to sen_app;
