package dev.darkroom.results;

import dev.darkroom.ledger.RowOutcome;
import dev.darkroom.ledger.RowStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows without a picture by the codes of their reasons. Not thread-safe. */
final class Errors {

    /** Codes are few; should a service put a row's own data into them, the memory stays bounded. */
    private static final int MOST_CODES = 1_000;

    private final Map<String, Count> counts = new HashMap<>();

    void add(RowOutcome row) {
        String code = row.code();
        if (code == null || row.status().hasPicture() || isOnItsWay(row.status())) {
            return;
        }
        boolean told = counts.containsKey(code) || counts.size() < MOST_CODES;
        counts.computeIfAbsent(told ? code : Breakdown.OTHER, key -> new Count(row.id(), row.status())).rows++;
    }

    private static boolean isOnItsWay(RowStatus status) {
        return status == RowStatus.SUBMITTED || status == RowStatus.PENDING;
    }

    /** The most frequent first, equally frequent ones by code. */
    List<ErrorLine> lines() {
        return counts.entrySet().stream()
                .map(entry -> new ErrorLine(
                        entry.getKey(),
                        entry.getValue().rows,
                        entry.getValue().exampleId,
                        ErrorAdvice.of(entry.getKey(), entry.getValue().exampleStatus)))
                .sorted(Comparator.comparing((ErrorLine line) -> -line.rows()).thenComparing(ErrorLine::code))
                .toList();
    }

    private static final class Count {

        private final String exampleId;
        private final RowStatus exampleStatus;
        private long rows;

        private Count(String exampleId, RowStatus exampleStatus) {
            this.exampleId = exampleId;
            this.exampleStatus = exampleStatus;
        }
    }
}
