package dev.darkroom.ledger.verdicts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a row's pictures as it is recorded. Texts that are longer than anybody reads are cut.
 *
 * @param verdict what was said
 * @param note what was said besides, null if nothing
 * @param reviewer who said it, by the name that this person gave; null if nobody gave one
 * @param decidedAt when it was said, to the millisecond
 * @param recordedAt when it was recorded, to the millisecond
 * @param source the file it was read from, as the user named it, or another place; null if that is not known
 */
public record RecordedVerdict(
        Verdict verdict,
        @Nullable String note,
        @Nullable String reviewer,
        Instant decidedAt,
        Instant recordedAt,
        @Nullable String source) {

    /** The source of a verdict that was handed on by a run that was deleted, before the run's id. */
    public static final String HANDED_ON = "run:";

    private static final int MAX_NOTE = 4_000;
    private static final int MAX_REVIEWER = 200;
    private static final int MAX_SOURCE = 1_000;

    public RecordedVerdict {
        Objects.requireNonNull(verdict, "verdict is null");
        note = cut(note, MAX_NOTE);
        reviewer = cut(reviewer, MAX_REVIEWER);
        source = cut(source, MAX_SOURCE);
        decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Reads {@code verdict, note, reviewer, decided_at, recorded_at, source}. */
    public static RecordedVerdict of(ResultSet row) throws SQLException {
        return new RecordedVerdict(
                Verdict.of(row.getString("verdict")),
                row.getString("note"),
                row.getString("reviewer"),
                Instant.ofEpochMilli(row.getLong("decided_at")),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                row.getString("source"));
    }

    /** Returns whether it says the same as another one, of the same person. */
    public boolean repeats(RecordedVerdict other) {
        return verdict == other.verdict && Objects.equals(note, other.note) && isBy(other.reviewer);
    }

    /** Returns whether the person of this name said it; those who gave no name count as one. */
    public boolean isBy(@Nullable String name) {
        return Objects.equals(reviewer, name);
    }

    /** Returns the id of the deleted run that handed it on, or null: then it was given in this one. */
    public @Nullable String handedOnBy() {
        return source != null && source.startsWith(HANDED_ON) ? source.substring(HANDED_ON.length()) : null;
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }
}
