-- From layout 2 to 3. Each statement may run again after a crash in between.
alter table run alter column stop_reason set data type varchar(4000);
alter table purchase add column if not exists throttled int default 0 not null;

-- What went wrong on a row's way, at most fifty tries of each purchase: the first and the last twenty-five.
create table if not exists tried (
  row_key bigint not null,
  attempt smallint not null,
  number int not null,
  tried_at bigint not null,
  call varchar(20) not null,
  code varchar(100) not null,
  words varchar(4000) not null,
  primary key (row_key, attempt, number)
);

-- The pace at which each service was found to keep up.
create table if not exists learned_rate (
  service varchar(1000) primary key,
  per_second numeric(12, 6) not null,
  learned_at bigint not null
);

update darkroom set schema_version = 3;
