package dev.darkroom.ledger.transfer;

import dev.darkroom.ledger.rows.UnusableLedgerException;

/** Tells texts that PostgreSQL does not hold, though H2 does. */
final class PostgresText {

    private static final int MAX_SHOWN = 60;

    private PostgresText() {}

    /**
     * Returns a text that may be written.
     *
     * @param table it is of, for messages
     * @throws UnusableLedgerException if it has the character 0 in it, or half of a character
     */
    static String checked(String table, String text) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == 0) {
                throw unfit(table, text, "the character 0");
            }
            if (Character.isSurrogate(letter)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(letter, text.charAt(at + 1))) {
                    throw unfit(table, text, "half a character (a lone surrogate)");
                }
                at++;
            }
        }
        return text;
    }

    private static UnusableLedgerException unfit(String table, String text, String what) {
        String shown = text.substring(0, Math.min(MAX_SHOWN, text.length())).replaceAll("[\\x00\\p{Cs}]", "?");
        return new UnusableLedgerException(
                "PostgreSQL cannot hold a text of the table " + table + ", since it has " + what
                        + " in it: " + shown
                        + ". Nothing was copied; prune the run that it belongs to, or keep the workspace where it is");
    }
}
