alter table case_rows add column task_due_at timestamptz;
alter table case_rows add column tasks_late smallint not null default 0;
alter table case_rows add column asked_units text[] not null default '{}';
comment on column case_rows.task_due_at is 'When the next task of its flow that is not known to be late is over its own time; empty while the clock stands.';
comment on column case_rows.tasks_late is 'How many tasks that wait now are over their own time, whatever the appointed day of the case.';
comment on column case_rows.asked_units is 'Units beside the receiving and the competent one for which a task waits or which were asked for an opinion: they see the case too.';
create index case_rows_task_due on case_rows (task_due_at) where open and task_due_at is not null;
create index case_rows_asked on case_rows using gin (asked_units) where open and asked_units <> '{}';
