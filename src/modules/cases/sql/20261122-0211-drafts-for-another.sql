alter table case_drafts add column mandate text;
comment on column case_drafts.mandate is 'By which mandate it is filled in for somebody else; null: for oneself.';
