create table passwords (
  account text primary key references accounts,
  hash    text not null,
  made_at timestamptz not null
);
comment on table passwords is 'Own table. Passwords of the few who sign in before an issuer of identities is connected: the administrators who set the province up. Argon2id, with its own salt.';
grant select, insert, update, delete on passwords to sen_app;
