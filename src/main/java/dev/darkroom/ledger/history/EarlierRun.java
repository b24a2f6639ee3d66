package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.RunStore;
import dev.darkroom.ledger.rows.RowKey;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the run that a run is to be compared with: the newest earlier one of its job at its service that is about the
 * same rows. One that makes rejected rows again, or runs {@code failed.csv}, is about some rows only: no later run is
 * compared with it; it itself is compared with the run whose rows it makes again.
 */
final class EarlierRun {

    private static final String FAILED_ROWS = "failed.csv";

    private final JdbcClient jdbc;
    private final RunStore runs;

    EarlierRun(JdbcClient jdbc, RunStore runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    Optional<RunRecord> of(RunRecord run) {
        return isRedo(run) ? judged(run).or(() -> previous(run)) : previous(run);
    }

    /** Returns whether it is about some rows of its job's manifest only. */
    boolean isPart(RunRecord run) {
        return run.first() != null || run.manifest().endsWith(FAILED_ROWS) || isRedo(run);
    }

    private Optional<RunRecord> previous(RunRecord run) {
        return runs.newestFirst().stream()
                .filter(other -> other.number() < run.number())
                .filter(other ->
                        other.job().equals(run.job()) && other.service().equals(run.service()))
                .filter(other -> !other.manifest().endsWith(FAILED_ROWS) && !isRedo(other))
                .filter(other -> other.first() == null || Objects.equals(other.first(), run.first()))
                .findFirst();
    }

    /**
     * Returns whether the run is a redo. Every row of a {@code redo.csv} says what it makes again, so the first one
     * tells.
     */
    private boolean isRedo(RunRecord run) {
        return jdbc.sql("select redo_of from row_input where row_key > ? and row_key <= ? order by row_key limit 1")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query((row, index) -> row.getString("redo_of") != null)
                .optional()
                .orElse(false);
    }

    /** The newest earlier run in which the rows were judged. */
    private Optional<RunRecord> judged(RunRecord run) {
        Optional<Long> newest = jdbc.sql("""
                        select max(v.row_key / 4294967296) from row_input n
                        join row_input o on o.id_hash = n.id_hash and o.id = n.id
                        join review v on v.row_key = o.row_key
                        join run r on r.number = o.row_key / 4294967296
                        where n.row_key > ? and n.row_key <= ? and n.redo_of is not null
                          and o.row_key <= ? and r.job = ? and r.service = ?""")
                .params(
                        RowKey.firstOf(run.number()),
                        RowKey.lastOf(run.number()),
                        RowKey.firstOf(run.number()),
                        run.job(),
                        run.service())
                .query(Long.class)
                .optional();
        return newest.flatMap(number -> runs.newestFirst().stream()
                .filter(other -> other.number() == number)
                .findFirst());
    }
}
