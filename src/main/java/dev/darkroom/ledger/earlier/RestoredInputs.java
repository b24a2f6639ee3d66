package dev.darkroom.ledger.earlier;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Settles, once a run's journal is entered, what is known of the requests of rows that this version takes for invalid:
 * an earlier one may have purchased them.
 */
public final class RestoredInputs {

    private static final RowReason UNSENDABLE = new RowReason(
            ErrorCode.INVALID_ROW, "this version cannot make the row's request; what was bought of it before is kept");

    private final JdbcTemplate jdbc;
    private final long first;
    private final long last;

    public RestoredInputs(DataSource dataSource, RunRecord run) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Leaves the ledger such that every row that may still be worked on has a request. */
    public void settle() {
        forgetUnsent();
        rejectUnsendable();
        namePurchased();
    }

    private void forgetUnsent() {
        jdbc.update(
                "update row_input set input = null, input_key = null, seed = null where row_key > ? and row_key <= ?"
                        + " and input_key is not null and exists (select 1 from row_state s"
                        + " where s.row_key = row_input.row_key and s.state = ? and s.code <> ?)",
                first,
                last,
                RowState.REJECTED.code(),
                DuplicateFinder.SECOND_ID);
    }

    private void rejectUnsendable() {
        jdbc.update(
                "update row_state set state = ?, code = ?, words = ? where row_key > ? and row_key <= ? and state = ?"
                        + " and exists (select 1 from row_input i where i.row_key = row_state.row_key"
                        + " and (i.input is null or i.model is null))",
                RowState.REJECTED.code(),
                UNSENDABLE.code(),
                UNSENDABLE.message(),
                first,
                last,
                RowState.PENDING.code());
    }

    /** A request can be polled by its id alone; sent again it would be refused as it is. */
    private void namePurchased() {
        jdbc.update(
                "update row_input set model = coalesce(model, 'unknown'), input = coalesce(input, '{}'),"
                        + " input_key = coalesce(input_key, concat('unknown-', row_key))"
                        + " where row_key > ? and row_key <= ? and (input is null or model is null)"
                        + " and exists (select 1 from row_state s where s.row_key = row_input.row_key and s.state <> ?)",
                first,
                last,
                RowState.REJECTED.code());
    }
}
