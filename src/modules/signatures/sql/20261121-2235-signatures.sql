create table signatures_made (
  id          text primary key,
  digest      text not null unique,
  file        text,
  kind        text not null check (kind in ('personal', 'seal', 'citizen', 'copy')),
  format      text not null check (format in ('pades', 'xades', 'jws')),
  level       text not null,
  signer      text not null,
  signer_name text not null,
  position    text,
  unit        text,
  agency      text,
  in_name_of  text,
  their_post  text,
  delegation  text,
  certificate text not null,
  authorised  text,
  signed_at   timestamptz not null
);
comment on table signatures_made is 'Read table, one row a signature that the platform made: by whose key, in which post, by which delegation, on whose decision. What the page that checks files tells besides the certificate. A function of the signature''s event; can be emptied and rebuilt.';
comment on column signatures_made.digest is 'SHA-256 of the signature itself, by which it is found again in a file.';
comment on column signatures_made.authorised is 'The event by which the signer said yes: stream and version.';
create index signatures_made_certificate on signatures_made (certificate);
grant select, insert, update, delete on signatures_made to sen_app;

create table verifications (
  id         text primary key,
  report     jsonb not null,
  checked_at timestamptz not null,
  forget_at  timestamptz not null
);
comment on table verifications is 'Own table. What was found about a file that somebody had checked, under an address that only she knows, for a day; the file itself is not kept.';
create index verifications_forget on verifications (forget_at);
grant select, insert, update, delete on verifications to sen_app;
