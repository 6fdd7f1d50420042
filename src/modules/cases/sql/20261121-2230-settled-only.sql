-- A case has nothing to be found by here until it is decided: filing it need not keep this index.
drop index case_rows_settled;
create index case_rows_settled on case_rows (competent_unit, settled_on) where settled_on is not null;
