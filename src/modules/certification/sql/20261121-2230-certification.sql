create table certificates (
  id          text primary key,
  serial      text not null unique,
  profile     text not null check (profile in ('root', 'issuing', 'ocsp', 'tsa', 'official', 'seal', 'citizen')),
  holder      text not null,
  holder_name text not null,
  unit        text,
  position    text,
  key_name    text not null,
  der         text not null,
  not_before  timestamptz not null,
  not_after   timestamptz not null,
  issued_at   timestamptz not null,
  revoked_at  timestamptz,
  reason      text,
  remark      text,
  list        text
);
comment on table certificates is 'Read table, one row a certificate that the platform''s own certification service made: for whom, how long, and since when it counts no more. Holds public things only; keys lie in files or in a token. A function of the certificate''s events; can be emptied and rebuilt.';
comment on column certificates.key_name is 'Under which name the key is asked to sign; the key itself is not here.';
comment on column certificates.list is 'Of a root: the list of issuing authorities it has revoked, as it was last signed at a ceremony, in base64.';
create index certificates_holder on certificates (profile, holder, not_after desc);
create index certificates_unit on certificates (unit, not_after desc) where unit is not null;
create index certificates_revoked on certificates (revoked_at) where revoked_at is not null;
grant select, insert, update, delete on certificates to sen_app;

create table trusted_authorities (
  id       text primary key,
  name     text not null,
  der      text not null,
  why      text not null,
  state    text not null check (state in ('trusted', 'ended')),
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz
);
comment on table trusted_authorities is 'Read table, one row an authority elsewhere whose certificates we believe, besides those of countries/vn/trust: added by an administrator, with the reason. A function of its events; can be emptied and rebuilt.';
grant select, insert, update, delete on trusted_authorities to sen_app;
