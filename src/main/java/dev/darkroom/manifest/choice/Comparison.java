package dev.darkroom.manifest.choice;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ways in which a cell can stand to a value. */
enum Comparison {
    EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH;

    // What begins with a zero is a number to nobody who wrote it: 0012 is an article's, and 12 another's.
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})([.][0-9]{1,30})?");
    private static final Pattern COMMA_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(,[0-9]{1,30})?");

    /**
     * Returns whether a cell stands so to a value: two numbers by what they amount to, all else letter by letter.
     *
     * @param decimal the decimal point of numbers in cells; a value may also have a point
     */
    boolean holds(String cell, String value, char decimal) {
        return switch (this) {
            case CONTAINS -> folded(cell).contains(folded(value));
            case STARTS_WITH -> folded(cell).startsWith(folded(value));
            case ENDS_WITH -> folded(cell).endsWith(folded(value));
            case EQUAL -> order(cell, value, decimal) == 0;
            case LESS -> isComparable(cell, value, decimal) && order(cell, value, decimal) < 0;
            case AT_MOST -> isComparable(cell, value, decimal) && order(cell, value, decimal) <= 0;
            case MORE -> isComparable(cell, value, decimal) && order(cell, value, decimal) > 0;
            case AT_LEAST -> isComparable(cell, value, decimal) && order(cell, value, decimal) >= 0;
        };
    }

    private static int order(String cell, String value, char decimal) {
        Optional<BigDecimal> left = number(cell, decimal);
        Optional<BigDecimal> right = valueOf(value, decimal);
        return left.isPresent() && right.isPresent() ? left.get().compareTo(right.get()) : cell.compareTo(value);
    }

    /** Returns whether one can come before the other: two numbers can, and two other texts. */
    private static boolean isComparable(String cell, String value, char decimal) {
        boolean isNumber = number(cell, decimal).isPresent();
        return !cell.isEmpty() && isNumber == valueOf(value, decimal).isPresent();
    }

    private static Optional<BigDecimal> valueOf(String value, char decimal) {
        return number(value, '.').or(() -> number(value, decimal));
    }

    /** Reads a number, which begins with no zero that could be left out; empty for any other text. */
    static Optional<BigDecimal> number(String text, char decimal) {
        Pattern number = decimal == ',' ? COMMA_NUMBER : NUMBER;
        return number.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace(',', '.'))) : Optional.empty();
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
