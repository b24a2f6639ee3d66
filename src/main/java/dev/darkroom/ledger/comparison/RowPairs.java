package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.runs.RunRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pairs the rows of two runs by their ids: each run is read once, in the order of its key, and what has to be known of the
 * earlier one takes some forty bytes a row. Not thread-safe.
 */
final class RowPairs {

    private final JdbcClient jdbc;
    private final RunRecord later;
    private final ComparedRows before;

    private RowPairs(JdbcClient jdbc, RunRecord later, ComparedRows before) {
        this.jdbc = jdbc;
        this.later = later;
        this.before = before;
    }

    /** Reads the earlier run. */
    static RowPairs of(JdbcClient jdbc, RunRecord earlier, RunRecord later) {
        ComparedRows before = new ComparedRows(ComparedRow.count(jdbc, earlier));
        ComparedRow.forEachPage(jdbc, earlier, page -> page.forEach(before::add));
        return new RowPairs(jdbc, later, before);
    }

    /** Goes through the later run in manifest order. */
    void forEachPage(Consumer<List<RowPair>> each) {
        ComparedRow.forEachPage(
                jdbc,
                later,
                page -> each.accept(page.stream()
                        .map(row -> new RowPair(row, before.find(row).orElse(null)))
                        .toList()));
    }

    /** Returns the numbers of the earlier run's rows that the later one has not, in order, once it was gone through. */
    IntStream gone() {
        return before.unfound();
    }
}
