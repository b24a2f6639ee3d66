package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.comparison.ComparedDetails;
import dev.darkroom.ledger.comparison.DifferenceKind;
import dev.darkroom.ledger.comparison.RowDifference;
import dev.darkroom.runs.ComparedRuns;
import dev.darkroom.runs.ComparedRuns.CostedRun;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats what two runs differ in for a person: both runs, how many rows of each kind, and the first of each. Safe for a
 * terminal whatever a manifest or the service wrote.
 */
public final class DiffText {

    /** The number of rows of a kind that are listed. */
    static final int MAX_ROWS = 20;

    private static final int MAX_REASON = 80;

    private DiffText() {}

    /** @param columns the terminal's width, null for any */
    public static List<String> lines(ComparedRuns runs, @Nullable Integer columns) {
        FirstRows first = new FirstRows();
        Map<DifferenceKind, Long> counts = runs.rows().forEach(first::add);
        List<String> lines = new ArrayList<>(fitting(runs(runs), columns));
        lines.add("");
        lines.addAll(fitting(kinds(counts, first), columns));
        first.rows.forEach((kind, rows) -> {
            lines.add("");
            lines.addAll(fitting(rows(kind, rows), columns));
            long others = counts.getOrDefault(kind, 0L) - rows.size();
            if (others > 0) {
                lines.add("and " + CountText.of(others, "other") + ": --csv lists all");
            }
        });
        return lines;
    }

    /** Returns what has to be known of the comparison besides. */
    public static List<String> notes(ComparedRuns runs) {
        List<String> notes = new ArrayList<>();
        if (runs.before().run().createdAt().isAfter(runs.after().run().createdAt())) {
            notes.add("the first run that is named began after the second");
        }
        if (!runs.before().run().service().equals(runs.after().run().service())) {
            notes.add("the runs are of different services");
        }
        if (runs.isPart()) {
            notes.add("the second run is about some rows of its manifest alone: the others are told as gone");
        }
        return notes;
    }

    private static List<String> fitting(TextTable table, @Nullable Integer columns) {
        return columns == null ? table.lines() : table.linesWithin(columns, List.of());
    }

    private static TextTable runs(ComparedRuns runs) {
        TextTable table = new TextTable("", "ROWS", "CHARGED", "BEGAN", "RUN");
        add("before", runs.before(), table);
        add("after", runs.after(), table);
        long more = runs.after().costs().rows() - runs.before().costs().rows();
        table.add("difference", signed(BigDecimal.valueOf(more), Long.toString(more)), money(runs), "", "");
        return table;
    }

    private static void add(String name, CostedRun run, TextTable table) {
        BigDecimal charged = run.costs().charged();
        table.add(
                name,
                Long.toString(run.costs().rows()),
                charged == null ? "-" : MoneyText.digits(charged),
                run.run().createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.run().id());
    }

    private static String money(ComparedRuns runs) {
        BigDecimal difference = runs.difference();
        return difference == null ? "-" : signed(difference, MoneyText.digits(difference));
    }

    private static String signed(BigDecimal number, String digits) {
        return number.signum() > 0 ? "+" + digits : digits;
    }

    private static TextTable kinds(Map<DifferenceKind, Long> counts, FirstRows first) {
        TextTable table = new TextTable("", "ROWS", "CHANGED");
        counts.forEach((kind, count) -> table.add(kind.label(), Long.toString(count), first.changed(kind)));
        return table;
    }

    private static TextTable rows(DifferenceKind kind, List<RowDifference> rows) {
        TextTable table = new TextTable(kind.label().toUpperCase(Locale.ROOT), "CHANGED", "BEFORE", "AFTER", "REASON");
        for (RowDifference row : rows) {
            table.add(
                    row.id(),
                    row.changed().isEmpty() ? "-" : String.join(", ", row.changed()),
                    status(row.before()),
                    status(row.after()),
                    reason(row));
        }
        return table;
    }

    private static String status(@Nullable ComparedDetails row) {
        return row == null ? "-" : row.status();
    }

    /** Returns why a row has no picture or, of one that has it now, had none. */
    private static String reason(RowDifference row) {
        ComparedDetails after = row.after();
        ComparedDetails before = row.before();
        String reason = after == null ? null : after.reason();
        if (reason == null && before != null) {
            reason = before.reason();
        }
        return reason == null ? "" : SafeText.line(reason, MAX_REASON);
    }

    /** Collects the first rows of each kind, and counts what changed of all. */
    private static final class FirstRows {

        private final Map<DifferenceKind, List<RowDifference>> rows = new EnumMap<>(DifferenceKind.class);
        private final Map<DifferenceKind, Map<String, Long>> changed = new EnumMap<>(DifferenceKind.class);

        void add(RowDifference row) {
            List<RowDifference> some = rows.computeIfAbsent(row.kind(), kind -> new ArrayList<>());
            if (some.size() < MAX_ROWS) {
                some.add(row);
            }
            Map<String, Long> counts = changed.computeIfAbsent(row.kind(), kind -> new TreeMap<>());
            row.changed().forEach(name -> counts.merge(name, 1L, Long::sum));
        }

        String changed(DifferenceKind kind) {
            return changed.getOrDefault(kind, Map.of()).entrySet().stream()
                    .map(count -> count.getKey() + " " + count.getValue())
                    .collect(Collectors.joining(", "));
        }
    }
}
