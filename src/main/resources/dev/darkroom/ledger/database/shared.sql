-- What a workspace that several hosts share has besides the ledger, in PostgreSQL alone.

-- The files of runs that any host must have to go on with them; those of the workspace have an empty run.
create table kept_file (
  run varchar(300) not null,
  name varchar(200) not null,
  bytes bigint not null,
  sha256 char(64) not null,
  primary key (run, name)
);

create table kept_chunk (
  run varchar(300) not null,
  name varchar(200) not null,
  number int not null,
  content bytea not null,
  primary key (run, name, number)
);

-- Which of the processes that opened the ledger to write in it, one after the other, is the last.
create table ledger_holder (
  number bigint not null
);

insert into ledger_holder (number) values (0);

-- The copy of a workspace on one host that is not whole yet, or not yet the only one that counts: until it is, nobody works in it.
create table unfinished_copy (
  name varchar(100) not null,
  source varchar(4000) not null
);
