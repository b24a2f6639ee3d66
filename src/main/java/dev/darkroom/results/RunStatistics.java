package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that the reports tell about a run's rows, gathered in one pass. Takes four bytes a row and report, and a little
 * for each value that is told apart. Not thread-safe.
 */
final class RunStatistics {

    /** The statuses of rows that a resume buys again. */
    private static final Set<RowStatus> BUYABLE = Set.of(RowStatus.FAILED, RowStatus.CANCELLED);

    private final Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
    private final Map<RowStatus, Set<String>> inputs = new EnumMap<>(RowStatus.class);
    private final ErrorCounts errors = new ErrorCounts();
    private final FlagCounts flags = new FlagCounts();
    private final GroupStatistics all = new GroupStatistics();
    private final ColumnBreakdown models = new ColumnBreakdown(row -> row.model() == null ? "" : row.model());
    private final Map<String, ColumnBreakdown> columns = new LinkedHashMap<>();
    private long attempts;
    private long pictures;
    private long bytes;
    private long redone;

    /** @param by the kept columns that get a report of their own */
    RunStatistics(List<String> by, char decimal) {
        for (String column : by) {
            columns.put(
                    column, new ColumnBreakdown(row -> CellText.of(row.kept().path(column), decimal)));
        }
    }

    void add(RowOutcome row) {
        statuses.merge(row.status(), 1L, Long::sum);
        if (BUYABLE.contains(row.status()) && row.inputKey() != null) {
            inputs.computeIfAbsent(row.status(), status -> new HashSet<>()).add(row.inputKey());
        }
        errors.add(row);
        flags.add(row);
        all.add(row);
        models.add(row);
        columns.values().forEach(column -> column.add(row));
        attempts += row.attempts();
        pictures += row.pictures().size();
        redone += row.redoOf() != null && row.status() == RowStatus.SUCCEEDED ? 1 : 0;
        bytes += row.pictures().stream().mapToLong(DownloadedPicture::bytes).sum();
    }

    long rows() {
        return all.rows();
    }

    long rows(RowStatus status) {
        return statuses.getOrDefault(status, 0L);
    }

    Map<RowStatus, Long> statuses() {
        return statuses;
    }

    /** Counts the purchases that rows which may be bought again would be: equal rows are one. */
    Map<RowStatus, Long> purchases() {
        return inputs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry ->
                (long) entry.getValue().size()));
    }

    List<ErrorLine> errors() {
        return errors.lines();
    }

    FlagCounts flags() {
        return flags;
    }

    GroupStatistics all() {
        return all;
    }

    ColumnBreakdown models() {
        return models;
    }

    /** The breakdowns by the columns' own names. */
    Map<String, ColumnBreakdown> columns() {
        return columns;
    }

    long attempts() {
        return attempts;
    }

    long pictures() {
        return pictures;
    }

    /** The number of rows that make a rejected picture again and have one. */
    long redone() {
        return redone;
    }

    long bytes() {
        return bytes;
    }
}
