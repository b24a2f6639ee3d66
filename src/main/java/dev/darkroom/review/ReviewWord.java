package dev.darkroom.review;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one person says of a row when several do.
 *
 * @param person the reviewer's name; of those who gave none something that tells them apart
 * @param said the verdict
 * @param at when it was said, null if that is not known
 * @param recorded whether it stands in the ledger
 * @param file where it was read, as the user named it; empty if that is not known
 * @param line the line of the file, 0 if that is not known
 */
record ReviewWord(
        String person, RecordedVerdict said, @Nullable Instant at, boolean recorded, String file, long line) {

    static ReviewWord standing(RecordedVerdict said) {
        String name = said.reviewer() == null ? "" : said.reviewer();
        String source = said.source() == null ? "" : said.source();
        return new ReviewWord(name, said, said.decidedAt(), true, source, 0);
    }

    static ReviewWord read(DecisionLine line, String person, Instant now) {
        RecordedVerdict said = line.said(now);
        Instant at = line.decidedAt() == null ? null : said.decidedAt();
        return new ReviewWord(person, said, at, false, line.file(), line.at());
    }

    /** The prompt that the note requests; empty if the note is a remark. */
    Optional<String> prompt() {
        return DecisionLine.promptOf(said.note());
    }

    /** Returns whether it comes to the same as another one. */
    boolean isLike(ReviewWord other) {
        return said.verdict() == other.said.verdict() && prompt().equals(other.prompt());
    }

    /** Returns whether it is known to be later than another one; what is recorded is earlier than what has no time. */
    boolean isLater(ReviewWord other) {
        if (at == null) {
            return other.recorded;
        }
        return other.at != null && at.isAfter(other.at);
    }

    /** Returns the reviewer's name; empty if not given. */
    String name() {
        return said.reviewer() == null ? "" : said.reviewer();
    }

    /** Says it for people, such as {@code ann approved (a.csv:3)}. */
    String message() {
        String place = recorded ? "recorded before" : file + ":" + line;
        return (name().isEmpty() ? "somebody" : name()) + " " + said.verdict().keyword()
                + prompt().map(prompt -> " with the prompt \"" + prompt + '"').orElse("") + " (" + place + ")";
    }
}
