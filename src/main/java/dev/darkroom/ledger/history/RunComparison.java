package dev.darkroom.ledger.history;

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

/**
 * Compares a run with the one before: each is read once, in the order of its key, and what has to be known of the
 * earlier one takes some forty bytes a row. Of a million rows that takes seconds.
 */
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
        return earlier.of(run).map(this::with);
    }

    private RunDifference with(RunRecord previous) {
        ComparedRows before = new ComparedRows(ComparedRow.count(jdbc, previous));
        ComparedRow.forEach(jdbc, previous, before::add);
        ComparisonGroup added = new ComparisonGroup();
        ComparisonGroup changed = new ComparisonGroup();
        ComparisonGroup reused = new ComparisonGroup();
        ComparisonGroup fixed = new ComparisonGroup();
        ComparisonGroup stillFailing = new ComparisonGroup();
        ComparedRow.forEach(jdbc, run, row -> {
            int at = before.find(row);
            boolean pictured = row.status().hasPicture();
            if (row.status() == RowStatus.REUSED) {
                reused.add(row.id());
            }
            if (at < 0) {
                added.add(row.id());
                return;
            }
            if (before.changed(at, row)) {
                changed.add(row.id());
            }
            if (pictured && !row.rejected() && before.wanting(at, row)) {
                fixed.add(row.id());
            } else if (!pictured && row.ended() && !before.pictured(at)) {
                stillFailing.add(row.id());
            }
        });
        return new RunDifference(
                previous,
                added.rows(),
                changed.rows(),
                reused.rows(),
                fixed.rows(),
                stillFailing.rows(),
                earlier.isPart(run) ? new ComparisonGroup().rows() : gone(previous, before));
    }

    private RunDifference.DifferingRows gone(RunRecord previous, ComparedRows before) {
        IntFunction<String> id = row -> jdbc.sql("select id from row_input where row_key = ?")
                .param(new RowKey(previous.number(), row).value())
                .query(String.class)
                .single();
        List<String> ids =
                before.unfound().limit(RunDifference.NAMED).mapToObj(id).toList();
        return new RunDifference.DifferingRows(before.unfound().count(), ids);
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
