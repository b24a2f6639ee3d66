package dev.darkroom.review;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a decisions file.
 *
 * @param file the file as the user named it
 * @param at the line of the file
 * @param id the row's id, as it came back from a spreadsheet
 * @param verdict what was decided
 * @param note a remark for people, or {@code prompt:} and the prompt to send next; may be empty
 * @param row the row's line in the manifest, null if not given
 * @param requestId the request that made the picture; empty if not given
 * @param inputKey the key of the row's input; empty if not given
 * @param reviewer who decided; empty if not given
 * @param decidedAt when; null if not given
 */
record DecisionLine(
        String file,
        long at,
        String id,
        Verdict verdict,
        String note,
        @Nullable Long row,
        String requestId,
        String inputKey,
        String reviewer,
        @Nullable Instant decidedAt) {

    private static final Pattern PROMPT = Pattern.compile("prompt\\s*:(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    DecisionLine {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(note, "note is null");
        Objects.requireNonNull(requestId, "requestId is null");
        Objects.requireNonNull(inputKey, "inputKey is null");
        Objects.requireNonNull(reviewer, "reviewer is null");
    }

    /** The prompt that the note requests; empty if the note is a remark. */
    Optional<String> prompt() {
        return promptOf(note);
    }

    static Optional<String> promptOf(@Nullable String note) {
        Matcher prompted = PROMPT.matcher(note == null ? "" : note.strip());
        return prompted.matches() ? Optional.of(prompted.group(1).strip()) : Optional.empty();
    }

    /** Returns whether it comes to the same as another one about the same row. */
    boolean isLike(DecisionLine other) {
        return verdict == other.verdict && prompt().equals(other.prompt());
    }

    /** Returns whether it says nothing that another one about the same row does not say. */
    boolean repeats(DecisionLine other) {
        return isLike(other)
                && reviewer.equals(other.reviewer)
                && note.equals(other.note)
                && Objects.equals(decidedAt, other.decidedAt);
    }

    /**
     * Returns what is to be recorded of it.
     *
     * @param now the time of a decision that does not tell its own; none is later
     */
    RecordedVerdict said(Instant now) {
        Instant decided = decidedAt == null || decidedAt.isAfter(now) ? now : decidedAt;
        return new RecordedVerdict(
                verdict, note.isEmpty() ? null : note, reviewer.isEmpty() ? null : reviewer, decided, now, file);
    }
}
