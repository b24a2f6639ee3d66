-- One pace for each account that processes on several hosts submit with. Times are nanoseconds since 1970 by the server's
-- clock.
create table account_pace (
  service varchar(1000) not null,
  account varchar(100) not null,
  next_at bigint not null,
  interval_nanos bigint not null,
  paused_at bigint not null,
  paused_until bigint not null,
  primary key (service, account)
);
