package dev.darkroom.ledger.history;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a run that its reports show. Immutable. */
public final class ShownRows {

    /** All of them. */
    public static final ShownRows ALL = new ShownRows(number -> true, "");

    private final LongPredicate rows;
    private final String message;

    private ShownRows(LongPredicate rows, String message) {
        this.rows = Objects.requireNonNull(rows, "rows is null");
        this.message = Objects.requireNonNull(message, "message is null");
    }

    /**
     * Shows some rows.
     *
     * @param numbers of the rows
     * @param message which they are, for people
     */
    public static ShownRows of(BitSet numbers, String message) {
        BitSet shown = (BitSet) numbers.clone();
        return new ShownRows(number -> shown.get((int) number), message);
    }

    /** Returns whether a row of this number is shown. */
    public boolean has(long number) {
        return rows.test(number);
    }

    /** Returns which rows are shown, for people; empty for all. */
    public String message() {
        return message;
    }

    /** Returns the outcomes of these rows alone. */
    public Iterable<RowOutcome> outcomes(Iterable<RowOutcome> all) {
        return () -> shown(all).filter(row -> has(row.number())).iterator();
    }

    /** Returns the failed calls of these rows alone. */
    public Iterable<FailedCall> calls(Iterable<FailedCall> all) {
        return () -> shown(all).filter(call -> has(call.row())).iterator();
    }

    private static <T> Stream<T> shown(Iterable<T> all) {
        return StreamSupport.stream(all.spliterator(), false);
    }
}
