package dev.darkroom.workbook;

import java.math.BigDecimal;

/** Writes numbers as a cell without a format of its own holds them. */
final class NumberText {

    private static final int MAX_DIGITS = 21;

    private NumberText() {}

    /**
     * Returns the number in full: the width of a column, for which spreadsheets shorten what they show, is not part of the
     * value. The point is a point.
     */
    static String general(BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        boolean readable = plain.precision() - plain.scale() <= MAX_DIGITS && plain.scale() <= MAX_DIGITS;
        return readable ? plain.toPlainString() : plain.toString();
    }
}
