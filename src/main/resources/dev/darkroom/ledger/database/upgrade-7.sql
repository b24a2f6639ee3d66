-- From layout 6 to 7. Each statement may run again after a crash in between.
alter table review add column if not exists reviewer varchar(200);
alter table review add column if not exists maker bigint;

-- Rows that are reused (state 7) or follow another (state 8) have the maker of the row that they have their pictures from.
update review set maker = (
    select coalesce(c.leader, b.leader, s.leader, s.row_key)
    from row_state s
    left join row_state b on b.row_key = s.leader and b.state in (7, 8)
    left join row_state c on c.row_key = b.leader and c.state in (7, 8)
    where s.row_key = review.row_key)
  where maker is null;
create index if not exists review_by_maker on review (maker);

-- Everything that somebody said about the pictures that a row has, in the order in which it was recorded.
create table if not exists verdict (
  row_key bigint not null,
  number int not null,
  verdict varchar(20) not null,
  note varchar(4000),
  reviewer varchar(200),
  decided_at bigint not null,
  recorded_at bigint not null,
  source varchar(1000),
  primary key (row_key, number)
);

insert into verdict (row_key, number, verdict, note, decided_at, recorded_at)
  select row_key, 1, case when rejected then 'rejected' else 'approved' end, note, reviewed_at, reviewed_at
  from review v where not exists (select 1 from verdict w where w.row_key = v.row_key);

update darkroom set schema_version = 7;
