create table passkeys (
  id         text primary key,
  credential text not null unique,
  account    text not null references accounts,
  public_key text not null,
  counter    bigint not null check (counter >= 0),
  transports text not null,
  synced     boolean not null,
  name       text not null check (name <> ''),
  made_at    timestamptz not null,
  used_at    timestamptz
);
comment on table passkeys is 'Own table. Passkeys (WebAuthn) of officials. credential and public_key (COSE) in base64url; counter is what the authenticator last said, 0 where it does not count; transports by commas; synced: kept in more than one device by its maker.';
create index passkeys_account on passkeys (account);
grant select, insert, update, delete on passkeys to sen_app;

create table passkey_challenges (
  hash    text primary key,
  purpose text not null check (purpose in ('add', 'sign-in')),
  session text,
  ends_at timestamptz not null
);
comment on table passkey_challenges is 'Own table. What a passkey is asked to sign: good once, for minutes. hash is SHA-256 of the challenge; session is the one it was asked in, null before signing in. ends_at is the machine''s own time.';
create index passkey_challenges_end on passkey_challenges (ends_at);
grant select, insert, delete on passkey_challenges to sen_app;

alter table sessions add column assurance smallint not null default 1 check (assurance between 1 and 2);
comment on column sessions.assurance is 'How surely it is he. 1: one factor, or chosen in the sample. 2: two factors (a passkey that verified its user, or an issuer that vouches for level 2 of Decree 69/2024/NĐ-CP).';
