package dev.darkroom.results;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.ledger.history.RowOutcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Counts the rows by the flags of their pictures: a row once for each flag, however many of its pictures have it. */
final class FlagCounts {

    private final Map<CheckFlag, Long> rows = new EnumMap<>(CheckFlag.class);
    private final Map<CheckFlag, String> examples = new EnumMap<>(CheckFlag.class);
    private long flagged;

    void add(RowOutcome row) {
        Set<CheckFlag> raised = EnumSet.noneOf(CheckFlag.class);
        row.flags().forEach(flag -> CheckFlag.of(flag).ifPresent(raised::add));
        flagged += raised.isEmpty() ? 0 : 1;
        for (CheckFlag flag : raised) {
            rows.merge(flag, 1L, Long::sum);
            examples.putIfAbsent(flag, row.id());
        }
    }

    /** The number of rows that have any. */
    long flagged() {
        return flagged;
    }

    long rows(CheckFlag flag) {
        return rows.getOrDefault(flag, 0L);
    }

    /** The id of the first row that has it, empty without one. */
    String example(CheckFlag flag) {
        return examples.getOrDefault(flag, "");
    }
}
