package dev.darkroom.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the rows of {@code report.html}: those that failed or are flagged first, then the others, last the reused
 * ones, each in manifest order. Holds at most as many rows of each kind as the page takes. Not thread-safe.
 */
final class FrontPageRows {

    private final int most;
    private final Map<PageRow.RowRank, List<PageRow>> ranked = new EnumMap<>(PageRow.RowRank.class);

    FrontPageRows(int most) {
        this.most = most;
    }

    void add(PageRow row) {
        List<PageRow> rows = ranked.computeIfAbsent(row.rank(), rank -> new ArrayList<>());
        if (rows.size() < most) {
            rows.add(row);
        }
    }

    /** The rows in the order of the page. */
    List<PageRow> rows() {
        return ranked.values().stream().flatMap(List::stream).limit(most).toList();
    }

    /** Their numbers. */
    Set<Long> numbers() {
        Set<Long> numbers = new HashSet<>();
        rows().forEach(row -> numbers.add(row.outcome().number()));
        return numbers;
    }
}
