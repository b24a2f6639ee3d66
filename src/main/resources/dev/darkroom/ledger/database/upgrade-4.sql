-- From layout 3 to 4. Each statement may run again after a crash in between.
alter table picture add column if not exists flags varchar;

-- What somebody decided about a row's pictures, the last time.
create table if not exists review (
  row_key bigint primary key,
  rejected boolean not null,
  note varchar(4000),
  reviewed_at bigint not null
);

-- What the host of a row's n-th source picture told about it when it was looked at, and its hash if it was fetched.
create table if not exists source (
  row_key bigint not null,
  n smallint not null,
  url varchar(4000) not null,
  etag varchar(1000),
  last_modified varchar(100),
  bytes bigint,
  sha256 char(64),
  seen_at bigint not null,
  primary key (row_key, n)
);

update darkroom set schema_version = 4;
