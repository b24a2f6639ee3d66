package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.BitSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The latest verdict of people on each row of a run. Rows on which there is none are neither approved nor rejected. */
public final class LatestVerdicts {

    private final BitSet approved = new BitSet();
    private final BitSet rejected = new BitSet();

    private LatestVerdicts() {}

    /** Reads those of a run. */
    public static LatestVerdicts of(DataSource dataSource, RunRecord run) {
        LatestVerdicts verdicts = new LatestVerdicts();
        JdbcClient.create(dataSource)
                .sql("select row_key, rejected from review where row_key >= ? and row_key <= ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(row -> {
                    BitSet judged = row.getBoolean("rejected") ? verdicts.rejected : verdicts.approved;
                    judged.set(RowKey.of(row.getLong("row_key")).row());
                });
        return verdicts;
    }

    /** Returns whether a row's pictures are approved, by its number in the manifest. */
    public boolean isApproved(long row) {
        return approved.get((int) row);
    }

    /** Returns whether a row's pictures are rejected, by its number in the manifest. */
    public boolean isRejected(long row) {
        return rejected.get((int) row);
    }
}
