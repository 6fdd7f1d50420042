create table sample_state (
  key   text primary key,
  value jsonb not null
);
comment on table sample_state is 'Own table of the sample. How far the sample province has been filled (so that a start that was killed goes on where it stopped), and by how much its time runs ahead of the real time.';
grant select, insert, update, delete on sample_state to sen_app;
