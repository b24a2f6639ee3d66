-- From layout 1 to 2. Each statement may run again after a crash in between.
alter table darkroom add column if not exists written_by varchar(100);

create table if not exists journal_position (
  run int primary key,
  bytes bigint
);

insert into journal_position (run, bytes)
  select number, null from run where not exists (select 1 from journal_position p where p.run = run.number);

update darkroom set schema_version = 2;
