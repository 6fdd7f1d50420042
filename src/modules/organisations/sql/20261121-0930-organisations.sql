create table officials (
  id   text primary key,
  name text not null check (name <> '')
);
comment on table officials is 'Read table, one row an official: who holds or held a post. The id is that of the account he signs in with. A function of the stream official-…';
grant select, insert, update, delete on officials to sen_app;

create table positions (
  id         text primary key,
  official   text not null,
  post       text not null,
  unit       text not null,
  procedures text[],
  valid_from date not null,
  valid_to   date check (valid_to >= valid_from),
  ended_on   date
);
comment on table positions is 'Read table, one row a post held by an official in a unit, both days with it; ended_on: from that day on no more. What a post allows stands in countries/…/units/positions.yaml. procedures: only these; null: all of the unit. A function of the stream official-…';
create index positions_official on positions (official);
create index positions_unit on positions (unit);
grant select, insert, update, delete on positions to sen_app;

create table delegations (
  id            text primary key,
  from_official text not null,
  from_name     text not null,
  to_official   text not null,
  to_name       text not null,
  unit          text not null,
  acts          text[] not null check (cardinality(acts) > 0),
  procedures    text[],
  valid_from    date not null,
  valid_to      date not null check (valid_to >= valid_from),
  ended_on      date,
  reason        text not null,
  given_at      timestamptz not null,
  check (from_official <> to_official)
);
comment on table delegations is 'Read table, one row a delegation: acts lent by one official to another in a unit, both days with it; ended_on: from that day on no more. It never gives more than the lender holds on the day, which is why it carries no powers of its own. A function of the stream delegation-…';
create index delegations_to on delegations (to_official);
create index delegations_from on delegations (from_official);
create index delegations_unit on delegations (unit);
grant select, insert, update, delete on delegations to sen_app;
