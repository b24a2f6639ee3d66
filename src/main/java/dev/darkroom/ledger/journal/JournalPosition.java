package dev.darkroom.ledger.journal;

import java.sql.ResultSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The number of bytes of a run's journal that the ledger holds, kept in the transaction that enters them. */
public final class JournalPosition {

    private final JdbcTemplate jdbc;
    private final int run;
    private final boolean kept;

    public JournalPosition(JdbcTemplate jdbc, int run) {
        this(jdbc, run, true);
    }

    /** @param kept false where the journal holds only what the ledger does not, so that there is nothing to keep */
    public JournalPosition(JdbcTemplate jdbc, int run, boolean kept) {
        this.jdbc = jdbc;
        this.run = run;
        this.kept = kept;
    }

    /** In bytes; null if an earlier layout of the ledger did not keep it. */
    @Nullable
    public Long read() {
        if (!kept) {
            return 0L;
        }
        List<Long> kept =
                jdbc.query("select bytes from journal_position where run = ?", (row, index) -> bytes(row), run);
        return kept.isEmpty() ? Long.valueOf(0) : nullIfUnknown(kept.get(0));
    }

    private static long bytes(ResultSet row) throws java.sql.SQLException {
        long bytes = row.getLong("bytes");
        return row.wasNull() ? -1 : bytes;
    }

    private static @Nullable Long nullIfUnknown(long bytes) {
        return bytes < 0 ? null : bytes;
    }

    public void write(long bytes) {
        if (!kept) {
            return;
        }
        int kept = jdbc.update("update journal_position set bytes = ? where run = ?", bytes, run);
        if (kept == 0) {
            jdbc.update("insert into journal_position (run, bytes) values (?, ?)", run, bytes);
        }
    }

    /** Records, in the transaction that enters events, that totals which were counted before hold no more. */
    public void changed() {
        if (!kept) {
            jdbc.update("delete from run_total where run = ?", run);
        }
    }

    /** Records that the ledger holds all of the journal, however long it is; on disk when this returns. */
    public void forget() {
        jdbc.update("update journal_position set bytes = null where run = ?", run);
        // A commit alone is not forced to disk, and the journal must not change while another length is kept of it.
        jdbc.execute("checkpoint sync");
    }
}
