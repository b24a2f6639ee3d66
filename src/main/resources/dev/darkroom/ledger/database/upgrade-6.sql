-- From layout 5 to 6. Each statement may run again after a crash in between.
alter table run add column if not exists looked_up_rows int default 0 not null;

-- By this, rows of other runs are found, and those that people name: the hashes of a row's id, of its input_key, and of
-- what it makes again. Whoever looks rows up enters first those of every run that are not in it yet, and compares what a
-- hash finds. A run's entries are numbered in one range, in the order of hashes; its looked_up_rows says how many of its
-- rows are entered.
create table if not exists row_look_up (
  entry bigint primary key,
  hash bigint not null,
  row_key bigint not null
);
create index if not exists row_look_up_by_hash on row_look_up (hash, row_key);

-- Kept up during staging they cost several times what all else does.
drop index if exists row_input_by_key;
drop index if exists row_input_by_id;
drop index if exists row_input_by_redo;

update darkroom set schema_version = 6;
