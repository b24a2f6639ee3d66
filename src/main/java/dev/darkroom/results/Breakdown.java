package dev.darkroom.results;

import dev.darkroom.ledger.RowOutcome;
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
final class Breakdown {

    static final String OTHER = "(other)";

    private static final int MOST_VALUES = 10_000;
    private static final int MOST_CHARACTERS = 200;

    private final Function<RowOutcome, String> column;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Tally other = new Tally();

    /** @param column gives a row's value as text, empty if it has none */
    Breakdown(Function<RowOutcome, String> column) {
        this.column = column;
    }

    void add(RowOutcome row) {
        String value = column.apply(row);
        String shown = value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS - 1) + "…";
        Tally tally = tallies.get(shown);
        if (tally == null && tallies.size() < MOST_VALUES) {
            tally = new Tally();
            tallies.put(shown, tally);
        }
        (tally == null ? other : tally).add(row);
    }

    /** The values with the most rows first, equal ones by name, last the values that were not told apart. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>(tallies.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Line line) -> -line.tally().rows())
                        .thenComparing(Line::value))
                .toList());
        if (other.rows() > 0) {
            lines.add(new Line(OTHER, other));
        }
        return lines;
    }

    record Line(String value, Tally tally) {}
}
