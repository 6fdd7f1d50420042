alter table case_rows add column to_seal boolean not null default false;
alter table case_rows add column matter_amount bigint;
alter table case_rows add column matter_kind text;
comment on column case_rows.to_seal is 'Decided and paid for, and not sealed: what a records clerk has before him, or the worker where the agency lets the platform seal.';
comment on column case_rows.matter_amount is 'How much it is about, in đồng, where its procedure says which answer that is: powers can have a limit.';
comment on column case_rows.matter_kind is 'What kind of matter it is, where its procedure says which answer that is: powers can be for some kinds only.';
create index case_rows_to_seal on case_rows (competent_unit, due_at) where to_seal;
