package dev.darkroom.ledger.verdicts;

import java.util.Arrays;
import java.util.Locale;

/** A person's word on a row's pictures. Keywords are stored in ledgers, and written into results. */
public enum Verdict {
    APPROVED,
    REJECTED,
    /** What was said before is taken back: the row is undecided again. */
    WITHDRAWN;

    /** Returns its keyword. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a verdict by its keyword.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Verdict of(String keyword) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.keyword().equals(keyword))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict is called " + keyword));
    }
}
