package dev.darkroom.results;

import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.history.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The rows' figures by the values of one column. Only so many values are told apart, the first that come, and only by
 * so many characters: a column that differs in every row must not fill the memory. Not thread-safe.
 */
final class ColumnBreakdown {

    static final String OTHER = ReasonCount.OTHER;

    private static final int MAX_VALUES = 10_000;
    private static final int MAX_CHARACTERS = 200;

    private final Function<RowOutcome, String> column;
    private final Map<String, GroupStatistics> tallies = new HashMap<>();
    private final GroupStatistics other = new GroupStatistics();

    /** @param column gives a row's value as text, empty if it has none */
    ColumnBreakdown(Function<RowOutcome, String> column) {
        this.column = column;
    }

    void add(RowOutcome row) {
        String value = column.apply(row);
        String shown = value.length() <= MAX_CHARACTERS ? value : value.substring(0, MAX_CHARACTERS - 1) + "…";
        GroupStatistics tally = tallies.get(shown);
        if (tally == null && tallies.size() < MAX_VALUES) {
            tally = new GroupStatistics();
            tallies.put(shown, tally);
        }
        (tally == null ? other : tally).add(row);
    }

    /** The values with the most rows first, equal ones by name, last the values that were not told apart. */
    List<BreakdownLine> lines() {
        List<BreakdownLine> lines = new ArrayList<>(tallies.entrySet().stream()
                .map(entry -> new BreakdownLine(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (BreakdownLine line) -> -line.tally().rows())
                        .thenComparing(BreakdownLine::value))
                .toList());
        if (other.rows() > 0) {
            lines.add(new BreakdownLine(OTHER, other));
        }
        return lines;
    }

    record BreakdownLine(String value, GroupStatistics tally) {}
}
