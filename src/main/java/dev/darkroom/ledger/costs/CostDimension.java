package dev.darkroom.ledger.costs;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What costs are told by.
 *
 * @param kind of it
 * @param column the kept column, empty if it is none
 */
public record CostDimension(DimensionKind kind, String column) {

    private static final String COLUMN_PREFIX = "column:";

    public CostDimension {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(column, "column is null");
    }

    /** Reads its name: a kind's, else a kept column's, which {@code column:} before it always says. */
    public static CostDimension of(String name) {
        if (name.startsWith(COLUMN_PREFIX)) {
            return new CostDimension(DimensionKind.COLUMN, name.substring(COLUMN_PREFIX.length()));
        }
        for (DimensionKind kind : DimensionKind.values()) {
            if (kind != DimensionKind.COLUMN && kind.keyword().equals(name)) {
                return new CostDimension(kind, "");
            }
        }
        return new CostDimension(DimensionKind.COLUMN, name);
    }

    /** The names that are no column's. */
    public static List<String> keywords() {
        return Arrays.stream(DimensionKind.values())
                .filter(kind -> kind != DimensionKind.COLUMN)
                .map(DimensionKind::keyword)
                .toList();
    }

    /** Its name in a heading, by which it can be read again: a column may be named like a kind. */
    public String name() {
        if (!isColumn()) {
            return kind.keyword();
        }
        return keywords().contains(column) || column.startsWith(COLUMN_PREFIX) ? COLUMN_PREFIX + column : column;
    }

    boolean isColumn() {
        return kind == DimensionKind.COLUMN;
    }

    /** Returns what an entry is counted under; empty if it has no value of this kind. */
    String valueOf(CostEntry entry, ZoneId zone) {
        return switch (kind) {
            case SERVICE -> entry.run().service();
            case JOB -> entry.run().job();
            case RUN -> entry.run().id();
            case MODEL -> entry.model() == null ? "" : entry.model();
            case MONTH -> YearMonth.from(entry.at().atZone(zone)).toString();
            case DAY -> entry.at().atZone(zone).toLocalDate().toString();
            case COLUMN -> text(entry.kept());
        };
    }

    private String text(@Nullable JsonNode kept) {
        JsonNode value = kept == null ? null : kept.get(column);
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The kinds of what costs are told by. */
    public enum DimensionKind {
        SERVICE,
        JOB,
        MODEL,
        /** By when a purchase was submitted, as all times. */
        MONTH,
        DAY,
        RUN,
        /** One of the user's own, as far as the run keeps it. */
        COLUMN;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
