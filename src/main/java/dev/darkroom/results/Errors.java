package dev.darkroom.results;

import dev.darkroom.ledger.ReasonCount;
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
        if (code != null) {
            add(code, row.status(), row.id(), 1);
        }
    }

    private void add(String code, RowStatus status, String exampleId, long rows) {
        if (status.hasPicture() || isOnItsWay(status)) {
            return;
        }
        boolean told = counts.containsKey(code) || counts.size() < MOST_CODES;
        counts.computeIfAbsent(told ? code : Breakdown.OTHER, key -> new Count(exampleId, status)).rows += rows;
    }

    /** What the ledger has counted, told as what was gathered row by row is: in manifest order, so that the first decides. */
    static List<ErrorLine> lines(List<ReasonCount> reasons) {
        Errors errors = new Errors();
        reasons.forEach(reason -> errors.add(reason.code(), reason.status(), "", reason.rows()));
        return errors.lines();
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
                        entry.getValue().exampleStatus,
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
