-- By these, rows of other runs are found, and those that people name. A run that is the ledger's only one buys without
-- them: each takes a pass over all its rows.
create index if not exists row_input_by_key on row_input (input_key, row_key);
create index if not exists row_input_by_id on row_input (id_hash, row_key);
create index if not exists row_input_by_redo on row_input (redo_of);
