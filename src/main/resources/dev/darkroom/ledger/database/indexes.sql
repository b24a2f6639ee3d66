-- Built after the first run is staged: kept up during staging they cost several times the time and space.
-- A row's number is their last column, so that one run's part, or the newest rows, are read without all others.
create index if not exists row_state_by_state on row_state (state, row_key);
create index if not exists row_state_by_leader on row_state (leader, row_key);
create index if not exists purchase_by_request on purchase (request_id);
create index if not exists purchase_by_key on purchase (input_key);

-- A version before this one found shared names by it; kept up, it costs more than everything else that staging does.
drop index if exists row_input_by_name;
