create table evidence_tree (
  only_row  boolean primary key default true check (only_row),
  size      bigint not null,
  upto_xid  xid8,
  upto_position bigint not null
);
comment on table evidence_tree is 'Own table, one row. How many events are in the tree, and the last of them in the order of the tree: by transaction, then by position. Whoever makes the tree grow holds this row.';
comment on column evidence_tree.upto_xid is 'Means something on one server only: a backup leaves it out, and after a restore the events that are not yet in the tree are looked for among all.';
grant select, insert, update on evidence_tree to sen_app;

create table evidence_tiles (
  level     smallint not null check (level >= 0),
  n         bigint not null check (n >= 0),
  hashes    bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  positions bigint[],
  low       bigint,
  high      bigint,
  primary key (level, n),
  check ((level = 0) = (positions is not null))
);
comment on table evidence_tiles is 'Own table. The Merkle tree over the events (RFC 9162), 256 hashes a row as in C2SP tlog-tiles: level 0 holds leaf hashes and which event each leaf is, the levels above the roots of full rows below. Only the last row of a level ever changes.';
comment on column evidence_tiles.positions is 'The events of the leaves, in the order of the tree; low and high are the least and the greatest of them.';
-- They are random: an attempt to press them is lost work.
alter table evidence_tiles alter column hashes set storage external;
create index evidence_tiles_positions on evidence_tiles (low, high) where level = 0;
grant select, insert, update on evidence_tiles to sen_app;

create table evidence_heads (
  size   bigint primary key,
  root   bytea not null check (length(root) = 32),
  top    bigint not null,
  at     timestamptz not null,
  note   text not null,
  stamp  bytea
);
comment on table evidence_heads is 'Own table. Signed heads of the tree, as they were published: note is a C2SP checkpoint. The application may add heads and read them; it may not change or remove them.';
comment on column evidence_heads.top is 'The greatest position of an event in the tree at that time: an event that comes later with a smaller number, and not soon after, was put in behind the log''s back.';
comment on column evidence_heads.stamp is 'A time stamp of an outside authority over the note (RFC 3161), where there is one.';
grant select, insert on evidence_heads to sen_app;

create table reads (
  id              text not null,
  subject         text not null,
  reader          text not null,
  reader_name     text not null,
  reader_unit     text,
  reader_position text,
  kind            text not null check (kind in ('case', 'paper', 'register')),
  thing           text not null,
  purpose         text not null,
  case_id         text,
  at              timestamptz not null,
  primary key (id, subject)
);
comment on table reads is 'Read table, one row each time personal data was read and each person it was about (Law 91/2025/QH15): who read, in which office, what, for which purpose and case. A function of the reading''s event, which is in the log''s tree; can be emptied and rebuilt.';
comment on column reads.subject is 'The account of the person it is about; of a register the personal number; empty where the event did not say.';
create index reads_subject on reads (subject, at desc) where subject <> '';
create index reads_case on reads (case_id, at desc) where case_id is not null;
create index reads_reader on reads (reader, at desc);
grant select, insert, update, delete on reads to sen_app;
