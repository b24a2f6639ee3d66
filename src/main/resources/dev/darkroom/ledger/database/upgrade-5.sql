-- From layout 4 to 5. Each statement may run again after a crash in between.
alter table purchase add column if not exists input_key varchar(64);
alter table purchase add column if not exists fetched_again boolean default false not null;

update purchase set input_key = (select i.input_key from row_input i where i.row_key = purchase.row_key)
  where input_key is null;

-- What an ended run came to when the ledger held so many bytes of its journal; worth nothing once it holds others.
create table if not exists run_total (
  run int primary key,
  journal_bytes bigint not null,
  all_rows bigint not null,
  with_picture bigint not null,
  accepted bigint not null,
  reused bigint not null,
  spent numeric(20, 6)
);

-- A run that is past its check builds no indexes any more.
drop index if exists row_input_by_key;
drop index if exists row_input_by_id;
drop index if exists row_input_by_name;
create index if not exists row_state_by_leader on row_state (leader, row_key);
create index if not exists purchase_by_key on purchase (input_key);

update darkroom set schema_version = 5;
