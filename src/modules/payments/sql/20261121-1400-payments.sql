create table charges (
  id             text primary key,
  case_id        text not null,
  case_code      text not null,
  n              int  not null,
  payer          text not null,
  payer_name     text not null,
  unit           text not null,
  competent_unit text not null,
  procedure      text not null,
  procedure_vi   text not null,
  procedure_en   text not null,
  lines          jsonb not null,
  amount         bigint not null check (amount > 0),
  received       bigint not null check (received >= 0),
  refund_due     bigint not null check (refund_due >= 0),
  refunded       bigint not null check (refunded >= 0),
  status         text not null check (status in ('due', 'paid', 'refunded', 'cancelled')),
  online         boolean not null,
  reference      text not null,
  charged_at     timestamptz not null,
  paid_at        timestamptz,
  touched_at     timestamptz not null,
  constraint charges_reference unique (reference)
);
comment on table charges is 'Read table, one row a charge of a case: what is asked, what came in, what must go back, in whole VND. A function of the charge''s events (rows in charge-store.ts); can be emptied and rebuilt at any time.';
comment on column charges.reference is 'What the payer writes on the transfer: how a notice of the bank finds its charge.';
create index charges_case on charges (case_id, n);
create index charges_payer on charges (payer, charged_at desc);
create index charges_due on charges (unit, charged_at) where status = 'due';
create index charges_refund on charges (unit, touched_at) where refund_due > 0;
grant select, insert, update, delete on charges to sen_app;

create table payment_notices (
  provider  text not null,
  id        text not null,
  charge    text,
  account   text not null,
  amount    bigint not null check (amount > 0),
  currency  text not null,
  content   text not null,
  paid_at   timestamptz not null,
  outcome   text not null,
  times     int not null check (times > 0),
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  primary key (provider, id)
);
comment on table payment_notices is 'Own table, one row a notice of a payment provider, by the provider''s own number: what it said, what followed (outcome), and how many times it came. What was already heard is counted and does nothing more.';
create index payment_notices_charge on payment_notices (charge) where charge is not null;
create index payment_notices_unclear on payment_notices (first_at desc) where charge is null;
grant select, insert, update on payment_notices to sen_app;
