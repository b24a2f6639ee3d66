package dev.darkroom.results;

import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows without a picture by the codes of their reasons. Not thread-safe. */
public final class ErrorCounts {

    /** Codes are few; should a service put a row's own data into them, the memory stays bounded. */
    private static final int MAX_CODES = 1_000;

    private final Map<String, ErrorTally> counts = new HashMap<>();

    public void add(RowOutcome row) {
        String code = row.code();
        if (code != null) {
            add(code, row.status(), row.id(), 1);
        }
    }

    private void add(String code, RowStatus status, String exampleId, long rows) {
        if (status.hasPicture() || isOnItsWay(status)) {
            return;
        }
        boolean listed = counts.containsKey(code) || counts.size() < MAX_CODES;
        counts.computeIfAbsent(listed ? code : ColumnBreakdown.OTHER, key -> new ErrorTally(exampleId, status)).rows +=
                rows;
    }

    /**
     * Returns the lines of what the ledger has counted, as if gathered row by row: in manifest order, so that the first
     * decides.
     */
    public static List<ErrorLine> lines(List<ReasonCount> reasons) {
        ErrorCounts errors = new ErrorCounts();
        reasons.forEach(reason -> errors.add(reason.code(), reason.status(), reason.exampleId(), reason.rows()));
        return errors.lines();
    }

    private static boolean isOnItsWay(RowStatus status) {
        return status == RowStatus.SUBMITTED || status == RowStatus.PENDING;
    }

    /** The most frequent first, equally frequent ones by code. */
    public List<ErrorLine> lines() {
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

    private static final class ErrorTally {

        private final String exampleId;
        private final RowStatus exampleStatus;
        private long rows;

        private ErrorTally(String exampleId, RowStatus exampleStatus) {
            this.exampleId = exampleId;
            this.exampleStatus = exampleStatus;
        }
    }
}
