create table signing_credentials (
  holder      text primary key,
  pin         text not null,
  failures    int  not null default 0,
  locked_till timestamptz,
  made_at     timestamptz not null
);
comment on table signing_credentials is 'Own table, one row a citizen who signs from afar: the PIN that lets her key be used, as an argon2id hash, and how often a wrong one was tried. The key lies in the key store, never here.';
grant select, insert, update, delete on signing_credentials to sen_app;
