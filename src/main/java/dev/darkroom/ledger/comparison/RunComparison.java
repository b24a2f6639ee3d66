package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Compares a run with the one before, in numbers and the first of each kind. Of a million rows that takes seconds. */
public final class RunComparison {

    private final JdbcClient jdbc;
    private final RunRecord run;
    private final EarlierRun earlier;

    public RunComparison(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
        this.earlier = new EarlierRun(jdbc, new RunStore(dataSource, json));
    }

    /** Compares the run as it stands; empty if there is none to compare it with. */
    public Optional<RunDifference> compare() {
        return previous().map(this::with);
    }

    /**
     * Finds the run that it is compared with: the newest earlier one of its job at its service that is about the same rows, or
     * that whose rejected rows it makes again.
     */
    public Optional<RunRecord> previous() {
        return earlier.of(run);
    }

    /** Returns whether it is about some rows of its job's manifest only. */
    public boolean isPart() {
        return earlier.isPart(run);
    }

    private RunDifference with(RunRecord previous) {
        RowPairs pairs = RowPairs.of(jdbc, previous, run);
        ComparisonGroup added = new ComparisonGroup();
        ComparisonGroup changed = new ComparisonGroup();
        ComparisonGroup reused = new ComparisonGroup();
        ComparisonGroup fixed = new ComparisonGroup();
        ComparisonGroup stillFailing = new ComparisonGroup();
        pairs.forEachPage(page -> page.forEach(pair -> {
            String id = pair.row().id();
            if (pair.row().status() == RowStatus.REUSED) {
                reused.add(id);
            }
            if (pair.isNew()) {
                added.add(id);
            }
            if (pair.hasOtherInput()) {
                changed.add(id);
            }
            if (pair.isFixed()) {
                fixed.add(id);
            }
            if (pair.isStillFailing()) {
                stillFailing.add(id);
            }
        }));
        return new RunDifference(
                previous,
                added.rows(),
                changed.rows(),
                reused.rows(),
                fixed.rows(),
                stillFailing.rows(),
                isPart() ? new ComparisonGroup().rows() : gone(previous, pairs));
    }

    private RunDifference.DifferingRows gone(RunRecord previous, RowPairs pairs) {
        IntFunction<String> id = row -> jdbc.sql("select id from row_input where row_key = ?")
                .param(new RowKey(previous.number(), row).value())
                .query(String.class)
                .single();
        List<String> ids = pairs.gone().limit(RunDifference.NAMED).mapToObj(id).toList();
        return new RunDifference.DifferingRows(pairs.gone().count(), ids);
    }

    private static final class ComparisonGroup {

        private final List<String> ids = new ArrayList<>();
        private long count;

        void add(String id) {
            count++;
            if (ids.size() < RunDifference.NAMED) {
                ids.add(id);
            }
        }

        RunDifference.DifferingRows rows() {
            return new RunDifference.DifferingRows(count, ids);
        }
    }
}
