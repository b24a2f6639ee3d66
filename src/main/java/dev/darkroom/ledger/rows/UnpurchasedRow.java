package dev.darkroom.ledger.rows;

import dev.darkroom.errors.ErrorCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row still to be submitted, as it is looked up in other runs.
 *
 * @param attempt its latest purchase, 0 if there was none
 * @param nextAttempt the purchase it would be submitted or adopted as
 * @param name what its files are called by
 * @param inputKey of its model and input
 * @param model the model it requests
 * @param outputs how many outputs it requests
 * @param input exactly what it would send, as JSON
 */
public record UnpurchasedRow(
        RowKey key,
        int attempt,
        int nextAttempt,
        NamedRow name,
        String inputKey,
        String model,
        int outputs,
        String input) {

    public UnpurchasedRow {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(inputKey, "inputKey is null");
    }

    /** The same row as it is submitted. */
    public PendingRow asPending() {
        return new PendingRow(key, nextAttempt, name.id(), model, outputs, input, inputKey);
    }

    /** Takes over another row's purchase, or its doubt. */
    public LedgerEvent takesOver(EarlierRow other) {
        String requestId = other.requestId();
        Instant at = other.at();
        SentRequest request = new SentRequest(inputKey, model, input);
        if (requestId != null) {
            return other.fetchedAgain()
                    ? fetchesAgain(other)
                    : new PurchaseAdopted(key, nextAttempt, RowState.SUBMITTED, requestId, at, null, request, false);
        }
        RowReason reason = new RowReason(ErrorCode.SUBMIT_UNKNOWN, new DoubtOrigin(other.id(), other.run()).message());
        return new PurchaseAdopted(key, nextAttempt, RowState.UNKNOWN, null, at, reason, request, false);
    }

    /** Takes over another row's purchase whose pictures were there once and are gone. */
    public LedgerEvent fetchesAgain(EarlierRow other) {
        String requestId = Objects.requireNonNull(other.requestId(), "requestId is null");
        SentRequest request = new SentRequest(inputKey, model, input);
        return new PurchaseAdopted(key, nextAttempt, RowState.SUBMITTED, requestId, other.at(), null, request, true);
    }

    /**
     * The row since whose submit another one is in doubt.
     *
     * @param id of the row
     * @param run its run's id
     */
    public record DoubtOrigin(String id, String run) {

        private static final Pattern MESSAGE =
                Pattern.compile("(?s)equal to row (.*) of run (\\S+), whose submit may have been accepted; .*");

        private String message() {
            return "equal to row " + id + " of run " + run
                    + ", whose submit may have been accepted; settle that one first";
        }

        /** Reads it from the reason of the row that is in doubt since; empty if that tells of none. */
        public static Optional<DoubtOrigin> of(String message) {
            Matcher told = MESSAGE.matcher(message);
            return told.matches() ? Optional.of(new DoubtOrigin(told.group(1), told.group(2))) : Optional.empty();
        }
    }
}
