package dev.darkroom.review;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a decisions file.
 *
 * @param at the line of the file
 * @param id the row's id, as it came back from a spreadsheet
 * @param judgement what was decided
 * @param note a remark for people, or {@code prompt:} and the prompt to send next; may be empty
 * @param row the row's line in the manifest, null if not given
 * @param requestId the request that made the picture; empty if not given
 * @param inputKey the key of the row's input; empty if not given
 */
record DecisionLine(
        long at,
        String id,
        ReviewVerdict judgement,
        String note,
        @Nullable Long row,
        String requestId,
        String inputKey) {

    private static final Pattern PROMPT = Pattern.compile("prompt\\s*:(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    DecisionLine {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(judgement, "judgement is null");
        Objects.requireNonNull(note, "note is null");
        Objects.requireNonNull(requestId, "requestId is null");
        Objects.requireNonNull(inputKey, "inputKey is null");
    }

    /** The prompt that the note requests; empty if the note is a remark. */
    Optional<String> prompt() {
        Matcher prompted = PROMPT.matcher(note.strip());
        return prompted.matches() ? Optional.of(prompted.group(1).strip()) : Optional.empty();
    }

    /** Returns whether it comes to the same as another one about the same row. */
    boolean isLike(DecisionLine other) {
        return judgement == other.judgement && prompt().equals(other.prompt());
    }
}
