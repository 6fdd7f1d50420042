alter table sessions add column network text;
comment on column sessions.network is 'From which network somebody signed in, as 203.0.113.… : enough to know one''s own by, not enough to find a flat. Null for a program''s token, and for sessions older than this column.';

create index oidc_things_account on oidc_things ((payload->>'accountId')) where payload ? 'accountId';
