create table erasures (
  id              text primary key,
  rule            text not null,
  reason          text not null,
  streams         int  not null check (streams > 0),
  ordered_by      text not null,
  ordered_by_name text not null,
  ordered_at      timestamptz not null,
  done_at         timestamptz
);
comment on table erasures is 'Read table, one row an order to erase by a rule of retention: by whom, how many streams of the log, and when it was carried out. A function of the stream erasure-…, whose first event names the streams; can be emptied and rebuilt.';
grant select, insert, update, delete on erasures to sen_app;

-- The application may not change events. This it may have done, and only to a stream that an order in the log names.
create function erase_payloads(of_stream text) returns int language plpgsql security definer set search_path from current as $$
declare erased int;
begin
  if not exists (select from events where stream like 'erasure-%' and type = 'evidence.erasure-ordered' and data->'streams' ? of_stream) then
    raise exception 'the log holds no order to erase %', of_stream;
  end if;
  update events e set
    commitment = coalesce(e.commitment, sha256(e.salt || convert_to(concat('["sen-payload/1",', to_json(e.actor_name), ',', e.data::text, ']'), 'UTF8'))),
    data = '{}', actor_name = '', salt = null
    where e.stream = of_stream and e.salt is not null;
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke all on function erase_payloads(text) from public;
grant execute on function erase_payloads(text) to sen_app;

alter table reads drop constraint reads_kind_check;
alter table reads add constraint reads_kind_check check (kind in ('case', 'paper', 'register', 'request'));
