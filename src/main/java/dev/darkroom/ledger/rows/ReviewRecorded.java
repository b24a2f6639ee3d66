package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's verdict on a row's pictures. The row stays where it is, and what was said before is kept.
 *
 * @param from where the row is
 * @param rejected whether they will not do; else they are approved, or an earlier verdict is withdrawn
 * @param note what was said about them, null if nothing
 * @param details what else is known of the verdict; null in a journal of an earlier version, which knew no more
 */
@JsonTypeName("reviewed")
public record ReviewRecorded(
        RowKey row,
        int attempt,
        RowState from,
        boolean rejected,
        @Nullable String note,
        @Nullable VerdictDetails details)
        implements LedgerEvent {

    /** Makes a verdict of somebody unknown, given as it is recorded. */
    public ReviewRecorded(RowKey row, int attempt, RowState from, boolean rejected, @Nullable String note) {
        this(row, attempt, from, rejected, note, null);
    }

    /** Makes the event that records a verdict, at the time that the verdict tells. */
    public static ReviewRecorded of(RowKey row, int attempt, RowState from, RecordedVerdict said) {
        return new ReviewRecorded(
                row,
                attempt,
                from,
                said.verdict() == Verdict.REJECTED,
                said.note(),
                new VerdictDetails(
                        said.verdict() == Verdict.WITHDRAWN, said.reviewer(), said.decidedAt(), said.source()));
    }

    @Override
    public RowState to() {
        return from;
    }

    @Override
    public boolean moves() {
        return false;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.pictures().reviewed(row, verdict(now));
    }

    private RecordedVerdict verdict(Instant now) {
        Verdict word = rejected ? Verdict.REJECTED : Verdict.APPROVED;
        return details == null
                ? new RecordedVerdict(word, note, null, now, now, null)
                : new RecordedVerdict(
                        details.withdrawn ? Verdict.WITHDRAWN : word,
                        note,
                        details.reviewer,
                        details.decidedAt,
                        now,
                        details.source);
    }

    /**
     * The details of a verdict.
     *
     * @param withdrawn whether what was said before is taken back
     * @param reviewer who said it, null if nobody gave a name
     * @param decidedAt when it was said
     * @param source where it was read from, null if that is not known
     */
    public record VerdictDetails(
            boolean withdrawn,
            @Nullable String reviewer,
            Instant decidedAt,
            @Nullable String source) {}
}
