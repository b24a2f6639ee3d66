package dev.darkroom.results;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.ledger.history.RowOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the rows by the flags of their pictures: a row once for each flag, however many of its pictures have it. Flags that
 * a program of the user's raises are counted by their names, of which there may be many: the first {@link #MAX_NAMES}.
 */
final class FlagCounts {

    static final int MAX_NAMES = 200;

    private final Map<String, FlagLine> lines = new TreeMap<>();
    private long flagged;

    void add(RowOutcome row) {
        Set<String> raised = new LinkedHashSet<>();
        row.flags().forEach(flag -> raised.add(CheckFlag.wordOf(flag)));
        flagged += raised.isEmpty() ? 0 : 1;
        for (String word : raised) {
            if (lines.containsKey(word) || lines.size() < MAX_NAMES) {
                lines.merge(word, new FlagLine(word, 1, row.id()), FlagLine::and);
            }
        }
    }

    /** The number of rows that have any. */
    long flagged() {
        return flagged;
    }

    /**
     * Returns a line for each flag, in their order: those that are looked for by default whether a row has them or not,
     * others if one has; then those of the user's program, by name.
     */
    List<FlagLine> lines() {
        List<FlagLine> all = new ArrayList<>();
        Map<String, FlagLine> others = new TreeMap<>(lines);
        for (CheckFlag flag : CheckFlag.values()) {
            FlagLine line = others.remove(flag.keyword());
            if (line != null || !flag.isOfShop()) {
                all.add(line == null ? new FlagLine(flag.keyword(), 0, "") : line);
            }
        }
        all.addAll(others.values());
        return all;
    }

    /**
     * The rows with a flag.
     *
     * @param flag its word
     * @param example the id of the first row that has it, empty without one
     */
    record FlagLine(String flag, long rows, String example) {

        private FlagLine and(FlagLine later) {
            return new FlagLine(flag, rows + later.rows, example);
        }
    }
}
