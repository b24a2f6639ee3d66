-- The workers on other hosts, and the rows that a run has lent to them. Nothing of it outlives a start of a run but answers
-- that came late; what must last of a row is in the ledger.

-- A run that takes workers on. Each group of events that a worker commits holds the line until then.
create table run_offer (
  run int not null primary key,
  holder bigint not null,
  version varchar(100) not null,
  started_at bigint not null,
  job text not null,
  stop varchar(20),
  leased_until timestamp with time zone not null
);

-- A worker's part in a run, by a number that grows: the fence of what it writes.
create table run_worker (
  number bigint generated always as identity primary key,
  run int not null,
  host varchar(300) not null,
  process bigint not null,
  granted int not null,
  held int not null,
  leased_until timestamp with time zone not null
);

create index run_worker_run on run_worker (run);

-- Rows that a run has lent, to a worker once it has claimed them.
create table row_lease (
  number bigint generated always as identity primary key,
  run int not null,
  worker bigint,
  prices text not null,
  row_ranges text not null
);

create index row_lease_run on row_lease (run, worker);

-- What workers have committed, until the run has heard of it.
create table worker_report (
  number bigint generated always as identity primary key,
  run int not null,
  worker bigint not null,
  kind varchar(20) not null,
  content text not null
);

create index worker_report_run on worker_report (run);

-- What the service had answered to a worker that could not enter it itself any more, as lines of a journal.
create table late_answer (
  number bigint generated always as identity primary key,
  run int not null,
  lines text not null
);
