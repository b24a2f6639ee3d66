package dev.darkroom.review;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell that a spreadsheet may have taken for a number: it drops the zeros in front, shows long ones as
 * {@code 1.23457E+11} and knows no more than fifteen digits.
 *
 * @param value what it is worth, without zeros at its end
 * @param digits how many digits of it can be relied on; 0 if all can
 */
record SpreadsheetNumber(BigDecimal value, int digits) {

    /** The digits that a spreadsheet keeps, which computes in floating point. */
    private static final int KEPT = 15;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,100})(?:[.,](\\d{1,100}))?([eE][+-]?\\d{1,3})?");

    /** Reads a cell; empty if it is no number. */
    static Optional<SpreadsheetNumber> of(String cell) {
        Matcher number = NUMBER.matcher(cell);
        if (!number.matches()) {
            return Optional.empty();
        }
        BigDecimal value = plain(new BigDecimal(cell.replace(',', '.')));
        String fraction = number.group(2);
        int written = number.group(1).length() + (fraction == null ? 0 : fraction.length());
        if (number.group(3) != null) {
            return Optional.of(new SpreadsheetNumber(value, Math.min(written, KEPT)));
        }
        return Optional.of(new SpreadsheetNumber(value, value.precision() > KEPT || written > KEPT ? KEPT : 0));
    }

    /** Returns what is left of the number where only so many digits are shown. */
    BigDecimal shownWith(int shown) {
        return shown == 0 ? value : plain(value.round(new MathContext(shown, RoundingMode.HALF_UP)));
    }

    /** Returns what is left of it where the digits beyond are cut off. */
    BigDecimal cutTo(int shown) {
        return shown == 0 ? value : plain(value.round(new MathContext(shown, RoundingMode.DOWN)));
    }

    /** Returns whether a cell may be what a spreadsheet made of the text. */
    static boolean mayBe(String cell, String original) {
        if (cell.equalsIgnoreCase(original)) {
            return true;
        }
        Optional<SpreadsheetNumber> shown = of(cell);
        Optional<SpreadsheetNumber> whole = of(original);
        if (shown.isEmpty() || whole.isEmpty()) {
            return false;
        }
        int digits = shown.get().digits();
        BigDecimal left = shown.get().shownWith(digits);
        return left.compareTo(whole.get().shownWith(digits)) == 0
                || left.compareTo(whole.get().cutTo(digits)) == 0;
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
