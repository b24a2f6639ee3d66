package dev.darkroom.ledger.journal;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells events that stand for a line of the journal which cannot be read any more. */
public final class JournalDamage {

    private static final String CODE = ErrorCode.JOURNAL_DAMAGED.code();
    private static final String WORDS = "what the purchase journal said of this row cannot be read any more";
    private static final Pattern REQUEST = Pattern.compile("\"request_id\":\"([A-Za-z0-9_-]{1,128})\"");

    /** The reason of a row some of whose lines are lost. */
    public static final RowReason REASON = new RowReason(CODE, WORDS);

    private JournalDamage() {}

    /**
     * The reason why the row of a damaged line is in doubt; a request that the line seems to name helps the user to
     * settle it.
     */
    static RowReason of(String line) {
        Matcher request = REQUEST.matcher(line);
        return request.find()
                ? new RowReason(CODE, WORDS + "; the damaged line seems to name the request " + request.group(1))
                : REASON;
    }

    /** The reason why a row is in doubt whose request is lost, though not how it ended. */
    public static RowReason of(LedgerEvent event) {
        RowReason why = event.reason();
        String ended = event.to().status().keyword();
        return new RowReason(
                CODE,
                "the request's id cannot be read any more in the purchase journal; it was " + ended + " then"
                        + (why == null ? "" : ": " + why.code() + ": " + why.message()));
    }

    public static boolean isMarkedBy(LedgerEvent event) {
        return event instanceof LedgerEvent.SubmitUnknown lost
                && CODE.equals(lost.reason().code());
    }

    public static boolean isDamageCode(String code) {
        return CODE.equals(code);
    }
}
