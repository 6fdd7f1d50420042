alter table delegations
  add column kind          text not null default 'delegation' check (kind in ('delegation', 'substitution')),
  add column may_lend_on   boolean not null default false,
  add column lent_on       text,
  add column given_by      text,
  add column given_by_name text;
create index delegations_lent_on on delegations (lent_on) where lent_on is not null;
comment on column delegations.lent_on is 'The delegation this one was made from, when it was lent on; in force only as long as that one is.';
comment on column delegations.given_by is 'Who arranged a substitution for the one who is away.';
