alter table sessions add column proved_at timestamptz;
comment on column sessions.proved_at is 'When he last showed in this session by two factors that it is he; the machine''s own time. Signing, sealing and delegating ask how long ago that was.';

alter table passkey_challenges drop constraint passkey_challenges_purpose_check;
alter table passkey_challenges add constraint passkey_challenges_purpose_check check (purpose in ('add', 'sign-in', 'prove'));

create table proof_codes (
  session text primary key,
  made_at timestamptz not null,
  wrong   smallint not null default 0,
  ends_at timestamptz not null
);
comment on table proof_codes is 'Own table. The sample''s second factor: a code that lies on the invented person''s telephone, good once, for minutes and five tries. The code itself is grown from SEN_SECRET, the session and made_at. Times are the machine''s own.';
grant select, insert, update, delete on proof_codes to sen_app;
