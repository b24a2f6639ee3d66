package dev.darkroom.review;

import java.util.Locale;
import java.util.Optional;

/** A person's verdict on a row's pictures. */
enum ReviewVerdict {
    APPROVED,
    REJECTED,
    /** Nothing yet. */
    NONE;

    /** Parses the words people write, in any case; empty for any other. */
    static Optional<ReviewVerdict> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "approved", "approve", "ok", "yes" -> Optional.of(APPROVED);
            case "rejected", "reject", "no" -> Optional.of(REJECTED);
            case "" -> Optional.of(NONE);
            default -> Optional.empty();
        };
    }

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
