package dev.darkroom.review;

import dev.darkroom.ledger.verdicts.Verdict;
import java.util.Locale;
import java.util.Optional;

/** Reads the words that people write for a verdict. */
final class VerdictWords {

    private VerdictWords() {}

    /** Returns whether the cell says nothing. */
    static boolean isNone(String word) {
        return word.isBlank();
    }

    /** Parses a word in any case; empty for one that is not known. */
    static Optional<Verdict> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "approved", "approve", "ok", "yes" -> Optional.of(Verdict.APPROVED);
            case "rejected", "reject", "no" -> Optional.of(Verdict.REJECTED);
            case "withdrawn", "withdraw" -> Optional.of(Verdict.WITHDRAWN);
            default -> Optional.empty();
        };
    }
}
