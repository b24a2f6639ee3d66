package dev.darkroom.ledger.rows;

import dev.darkroom.errors.ErrorCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of another run that requested the same thing, or makes it again.
 *
 * @param inputKey of its model and input
 * @param origin the row whose purchase its pictures come from: itself, unless it shares another's
 * @param code why it ended as it did, null if nothing is to be said
 * @param id its id
 * @param run its run's id
 * @param output its run's output directory
 * @param requestId by which the service knows the purchase its pictures come from, null if that is not known
 * @param at when its pictures were purchased; when they were shared, if that is not known
 * @param sent whether a submit of its own may have reached the service
 * @param fetchedAgain whether its purchase is one whose pictures another row had, which are gone
 * @param approved whether somebody reviewed its pictures and found that they will do
 */
public record EarlierRow(
        String inputKey,
        RowKey key,
        RowKey origin,
        RowState state,
        @Nullable String code,
        String id,
        String run,
        Path output,
        @Nullable String requestId,
        Instant at,
        boolean sent,
        boolean fetchedAgain,
        boolean approved) {

    public EarlierRow {
        Objects.requireNonNull(inputKey, "inputKey is null");
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(at, "at is null");
    }

    /** The same row, whose pictures were found to come from further away. */
    public EarlierRow from(RowKey further, @Nullable String request) {
        return new EarlierRow(
                inputKey, key, further, state, code, id, run, output, request, at, sent, fetchedAgain, approved);
    }

    /**
     * Returns whether it has pictures, or shares those of another. What a person approved outweighs what a check said.
     */
    public boolean hasPictures() {
        return state == RowState.SUCCEEDED
                || state == RowState.REUSED
                || state == RowState.FOLLOWER
                || (isStruckByCheck() && approved);
    }

    /** Returns whether it has pictures, of which a check said that they will not do, and nobody that they will. */
    public boolean failedByCheck() {
        return isStruckByCheck() && !approved;
    }

    private boolean isStruckByCheck() {
        return state == RowState.FAILED && code != null && ErrorCode.isOfCheck(code);
    }

    /** Returns whether it was purchased and its pictures are still to be had from the service. */
    public boolean unsettled() {
        return state == RowState.SUBMITTED
                || state == RowState.COMPLETED
                || state == RowState.TIMED_OUT
                || state == RowState.DOWNLOAD_FAILED;
    }

    /** Returns whether it may have been purchased. A row in doubt only since another row is, is no origin of doubt. */
    public boolean inDoubt() {
        return state == RowState.SUBMITTING || (state == RowState.UNKNOWN && sent);
    }
}
