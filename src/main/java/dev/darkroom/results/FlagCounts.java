package dev.darkroom.results;

import dev.darkroom.checks.Flag;
import dev.darkroom.ledger.RowOutcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Counts the rows by the flags of their pictures: a row once for each flag, however many of its pictures have it. */
final class FlagCounts {

    private final Map<Flag, Long> rows = new EnumMap<>(Flag.class);
    private final Map<Flag, String> examples = new EnumMap<>(Flag.class);
    private long flagged;

    void add(RowOutcome row) {
        Set<Flag> raised = EnumSet.noneOf(Flag.class);
        row.flags().forEach(flag -> Flag.of(flag).ifPresent(raised::add));
        flagged += raised.isEmpty() ? 0 : 1;
        for (Flag flag : raised) {
            rows.merge(flag, 1L, Long::sum);
            examples.putIfAbsent(flag, row.id());
        }
    }

    /** How many rows have any. */
    long flagged() {
        return flagged;
    }

    long rows(Flag flag) {
        return rows.getOrDefault(flag, 0L);
    }

    /** The id of the first row that has it, empty without one. */
    String example(Flag flag) {
        return examples.getOrDefault(flag, "");
    }
}
