package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import java.sql.ResultSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the run that a run is to be compared with: the newest earlier one of its job at its service that is about the
 * same rows. One that makes rejected rows again, or runs {@code failed.csv} or {@code succeeded.csv}, is about some rows only: no later run is
 * compared with it; it itself is compared with the run whose rows it makes again.
 */
final class EarlierRun {

    private static final List<String> SOME_ROWS = List.of("failed.csv", "succeeded.csv");

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
        return run.isOfSomeRows() || isListed(run) || isRedo(run);
    }

    /** Returns whether its manifest is one that a run left of some of its rows. */
    private static boolean isListed(RunRecord run) {
        return SOME_ROWS.stream().anyMatch(run.manifest()::endsWith);
    }

    private Optional<RunRecord> previous(RunRecord run) {
        return runs.newestFirst().stream()
                .filter(other -> other.number() < run.number())
                .filter(other ->
                        other.job().equals(run.job()) && other.service().equals(run.service()))
                .filter(other -> !isListed(other) && !isRedo(other))
                .filter(other -> !other.isOfSomeRows()
                        || (Objects.equals(other.first(), run.first())
                                && Objects.equals(other.chosenRows(), run.chosenRows())))
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

    /**
     * The newest earlier run in which the rows were judged: goes through what was reviewed, which people did, rather than
     * through all rows of those ids.
     */
    private Optional<RunRecord> judged(RunRecord run) {
        Set<String> redone = jdbc.sql(
                        "select id from row_input where row_key > ? and row_key <= ? and redo_of is not null")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(String.class)
                .set();
        Optional<String> judged = jdbc.sql("""
                        select o.id, r.id run_id from review v
                        join row_input o on o.row_key = v.row_key
                        join run r on r.number = v.row_key / 4294967296
                        where v.row_key <= ? and r.job = ? and r.service = ? order by v.row_key desc""")
                .params(RowKey.firstOf(run.number()), run.job(), run.service())
                .query((ResultSet rows) -> {
                    while (rows.next()) {
                        if (redone.contains(rows.getString("id"))) {
                            return Optional.of(rows.getString("run_id"));
                        }
                    }
                    return Optional.empty();
                });
        return Objects.requireNonNull(judged).flatMap(runs::find);
    }
}
