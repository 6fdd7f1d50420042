create table accounts (
  id            text primary key,
  kind          text not null check (kind in ('person', 'organisation')),
  official      boolean not null,
  name          text not null check (name <> ''),
  national_id   text unique check (national_id ~ '^[0-9]{12}$'),
  tax_code      text unique,
  birth_date    date,
  sex           text check (sex in ('female', 'male')),
  phone         text,
  email         text,
  assurance     smallint check (assurance between 1 and 2),
  search        text not null,
  registered_at timestamptz not null
);
comment on table accounts is 'Own table. Whom the platform knows: people, and organisations later. official: may also be used in office; what it may do there is kept by the organisations room. assurance: level of the electronic identity, Decree 69/2024. search: name and number without tones.';
grant select, insert, update on accounts to sen_app;

create table issuer_names (
  issuer  text not null,
  subject text not null,
  account text not null references accounts,
  since   timestamptz not null,
  primary key (issuer, subject)
);
comment on table issuer_names is 'Own table. Under which name (sub) an OpenID Connect issuer knows the person of an account.';
create index issuer_names_account on issuer_names (account);
grant select, insert, update on issuer_names to sen_app;

create table sessions (
  id       text primary key,
  hash     text not null unique,
  carrier  text not null check (carrier in ('cookie', 'bearer')),
  account  text not null references accounts,
  capacity text not null check (capacity in ('person', 'official')),
  label    text not null,
  made_at  timestamptz not null,
  seen_at  timestamptz not null,
  ends_at  timestamptz not null,
  ended_at timestamptz
);
comment on table sessions is 'Own table. Who is signed in with what: a browser by cookie, a program by bearer token. hash is SHA-256 of the secret, which is kept nowhere. id is the name it may be spoken of by. ends_at and ended_at are the machine''s own time, the others the platform''s.';
create index sessions_account on sessions (account) where ended_at is null;
grant select, insert, update, delete on sessions to sen_app;

create table oidc_things (
  kind       text not null,
  id         text not null,
  payload    jsonb not null,
  uid        text,
  user_code  text,
  grant_id   text,
  expires_at timestamptz,
  primary key (kind, id)
);
comment on table oidc_things is 'Own table. What the OpenID Connect provider inside remembers: clients, interactions, grants, codes, tokens. id and user_code are SHA-256 of what the other side holds.';
create index oidc_things_uid on oidc_things (kind, uid) where uid is not null;
create index oidc_things_user_code on oidc_things (kind, user_code) where user_code is not null;
create index oidc_things_grant on oidc_things (grant_id) where grant_id is not null;
create index oidc_things_expiry on oidc_things (expires_at) where expires_at is not null;
grant select, insert, update, delete on oidc_things to sen_app;
