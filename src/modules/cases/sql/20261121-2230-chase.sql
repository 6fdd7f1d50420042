alter table case_rows add column chase_at timestamptz;
comment on column case_rows.chase_at is 'When the worker looks after papers that do not come: first to remind, then to end the case. Null when it need not.';
create index case_rows_chase on case_rows (chase_at) where chase_at is not null;
