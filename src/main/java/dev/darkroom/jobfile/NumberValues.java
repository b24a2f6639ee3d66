package dev.darkroom.jobfile;

import java.math.BigDecimal;
import java.util.function.Function;

/** Reads plain numbers of the job file; anything else throws an {@link IllegalArgumentException} that says why. */
final class NumberValues {

    private static final int MAX_PORT = 65_535;

    private NumberValues() {}

    /** Reads a whole number that is not less than this. */
    static Function<String, Integer> atLeast(int least) {
        return text -> {
            long number = whole(text);
            if (number < least) {
                throw new IllegalArgumentException("is less than " + least);
            }
            return Math.toIntExact(number);
        };
    }

    static long whole(String text) {
        if (!text.matches("[-+]?\\d+")) {
            throw new IllegalArgumentException("is not a whole number");
        }
        return new BigDecimal(text).longValueExact();
    }

    static int port(String text) {
        long number = positive(text);
        if (number > MAX_PORT) {
            throw new IllegalArgumentException("is more than " + MAX_PORT);
        }
        return (int) number;
    }

    /** Reads a decimal number that is not negative. */
    static BigDecimal amount(String text) {
        if (text.matches("-\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("is less than 0");
        }
        if (!text.matches("\\d{1,12}(\\.\\d{1,12})?")) {
            throw new IllegalArgumentException("is not a number");
        }
        return new BigDecimal(text);
    }

    static long positive(String text) {
        long number = whole(text);
        if (number < 1) {
            throw new IllegalArgumentException("is less than 1");
        }
        return number;
    }
}
