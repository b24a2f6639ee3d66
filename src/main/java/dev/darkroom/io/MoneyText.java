package dev.darkroom.io;

import java.math.BigDecimal;

/** Formats amounts of US dollars: exactly, without an exponent, and never with fewer than two decimals. */
public final class MoneyText {

    private static final int CENTS = 2;

    private MoneyText() {}

    /** Returns the amount as it is written: a database's 0.020000 is 0.02, and 0.6 is 0.60. */
    public static BigDecimal amount(BigDecimal usd) {
        BigDecimal shortest = usd.stripTrailingZeros();
        return shortest.scale() < CENTS ? shortest.setScale(CENTS) : shortest;
    }

    /** Returns the amount's digits, such as {@code 0.60}. */
    public static String digits(BigDecimal usd) {
        return amount(usd).toPlainString();
    }

    /** Returns the amount with its currency, such as {@code 0.60 USD}. */
    public static String usd(BigDecimal usd) {
        return digits(usd) + " USD";
    }
}
