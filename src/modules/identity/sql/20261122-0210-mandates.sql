create table mandates (
  id             text primary key,
  principal      text not null,
  representative text not null,
  basis          text not null,
  procedures     text[],
  state          text not null check (state in ('offered', 'in-force', 'declined', 'ended')),
  valid_from     date not null,
  valid_to       date,
  reason         text,
  source         text not null,
  made_at        timestamptz not null,
  ended_at       timestamptz,
  ended_by       text check (ended_by in ('principal', 'representative'))
);
comment on table mandates is 'Read table. Who may act in whose name: principal and representative are accounts; procedures null means all. Filled from the streams mandate-….';
create index mandates_representative on mandates (representative) where state in ('offered', 'in-force');
create index mandates_principal on mandates (principal);
grant select, insert, update, delete on mandates to sen_app;
