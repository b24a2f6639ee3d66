package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a row. An event moves the row only if it is in the state {@link #from}; otherwise nothing
 * of it is recorded. What cannot be worked out again is also a line of the purchase journal, which holds the event as
 * JSON: names of events and of their components are part of that file's format.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
public sealed interface LedgerEvent
        permits LedgerEvent.SubmitIntended,
                LedgerEvent.SubmitAccepted,
                LedgerEvent.SubmitReleased,
                LedgerEvent.SubmitRefused,
                LedgerEvent.SubmitUnknown,
                LedgerEvent.RequestCompleted,
                LedgerEvent.RequestEnded,
                LedgerEvent.DownloadFailed,
                LedgerEvent.RowReopened,
                LedgerEvent.CallFailed,
                MarkedUnknown,
                OutputsDownloaded,
                FlagsRevised,
                CostReported,
                UnknownResolved,
                ReviewRecorded,
                PictureShared,
                PurchaseAdopted,
                CancelledUnsent {

    RowKey row();

    /** The purchase of the row that it is about, from 1. */
    int attempt();

    /** The row's last purchase, if that may be a later one. */
    default int latest() {
        return attempt();
    }

    RowState from();

    RowState to();

    default @Nullable RowReason reason() {
        return null;
    }

    /** The request of the purchase, where the event has it. */
    default @Nullable SentRequest request() {
        return null;
    }

    /** Returns whether the purchase journal keeps it. */
    default boolean journaled() {
        return true;
    }

    /** Returns whether the row moves; if not, the event is recorded of a row that stays where it is. */
    default boolean moves() {
        return true;
    }

    /** Returns the reason that stays with the row; one that is to be submitted has none, whatever went wrong before. */
    default @Nullable RowReason lastingReason() {
        return to() == RowState.PENDING ? null : reason();
    }

    /** Records what the event says besides the move, in the same transaction. */
    void record(EventTables tables, Instant now);

    /**
     * The intent to submit a row, durable before the submit.
     *
     * @param estimate what it will cost in USD, null if no price is known
     * @param request what it requests; null in a journal of an earlier version, which did not keep it
     */
    @JsonTypeName("intent")
    record SubmitIntended(
            RowKey row,
            int attempt,
            @Nullable BigDecimal estimate,
            @Nullable SentRequest request) implements LedgerEvent {

        public SubmitIntended(RowKey row, int attempt, @Nullable BigDecimal estimate) {
            this(row, attempt, estimate, null);
        }

        @Override
        public RowState from() {
            return RowState.PENDING;
        }

        @Override
        public RowState to() {
            return RowState.SUBMITTING;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.purchases().intended(row, attempt, estimate, now);
        }
    }

    /** The service's acceptance of a request, with its id. */
    @JsonTypeName("accepted")
    record SubmitAccepted(RowKey row, int attempt, String requestId) implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.SUBMITTING;
        }

        @Override
        public RowState to() {
            return RowState.SUBMITTED;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.purchases().accepted(this, requestId, now);
        }
    }

    /**
     * A submit that surely was not accepted: it was never sent, or was answered with 429.
     *
     * @param sent whether it reached the service
     * @param reason what went wrong, null if nothing did: it was held back here
     */
    @JsonTypeName("released")
    record SubmitReleased(
            RowKey row, int attempt, boolean sent, @Nullable RowReason reason) implements LedgerEvent {

        public SubmitReleased(RowKey row, int attempt, boolean sent) {
            this(row, attempt, sent, null);
        }

        @Override
        public RowState from() {
            return RowState.SUBMITTING;
        }

        @Override
        public RowState to() {
            return RowState.PENDING;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.sent(this, sent ? 1 : 0, now);
        }
    }

    /** The service's refusal of a request, for good. */
    @JsonTypeName("refused")
    record SubmitRefused(RowKey row, int attempt, RowReason reason) implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.SUBMITTING;
        }

        @Override
        public RowState to() {
            return RowState.FAILED;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.sent(this, 1, now);
        }
    }

    /** The loss of a submit's answer: the request may have been accepted and billed. */
    @JsonTypeName("unknown")
    record SubmitUnknown(RowKey row, int attempt, RowReason reason) implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.SUBMITTING;
        }

        @Override
        public RowState to() {
            return RowState.UNKNOWN;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.sent(this, 1, now);
        }
    }

    /** The success of a job at the service. */
    @JsonTypeName("completed")
    record RequestCompleted(
            RowKey row,
            int attempt,
            List<String> outputUrls,
            JobTimes times,
            @Nullable BigDecimal cost) implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.SUBMITTED;
        }

        @Override
        public RowState to() {
            return RowState.COMPLETED;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.purchases().completed(this, times, cost, outputUrls);
        }
    }

    /**
     * The end of a job at the service without an output, or its timeout here.
     *
     * @param to FAILED, CANCELLED or TIMED_OUT
     */
    @JsonTypeName("ended")
    record RequestEnded(
            RowKey row,
            int attempt,
            RowState to,
            RowReason reason,
            JobTimes times,
            @Nullable BigDecimal cost) implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.SUBMITTED;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.purchases().ended(this, times, cost);
        }
    }

    /**
     * The failure to download the outputs.
     *
     * @param to DOWNLOAD_FAILED, or FAILED if they are gone for good
     */
    @JsonTypeName("not_fetched")
    record DownloadFailed(RowKey row, int attempt, RowState to, RowReason reason, long downloadMs)
            implements LedgerEvent {
        @Override
        public RowState from() {
            return RowState.COMPLETED;
        }

        @Override
        public void record(EventTables tables, Instant now) {
            tables.purchases().downloaded(this, to, downloadMs);
        }
    }

    /**
     * The resumption of a row.
     *
     * @param from where it had ended
     * @param to PENDING to submit it again, SUBMITTED to poll or COMPLETED to download what was purchased, once more if it
     *     had succeeded
     */
    @JsonTypeName("reopened")
    record RowReopened(RowKey row, int attempt, RowState from, RowState to) implements LedgerEvent {
        @Override
        public void record(EventTables tables, Instant now) {
            if (to == RowState.PENDING) {
                tables.pictures().forget(row);
                return;
            }
            tables.purchases().reopened(this);
            if (from == RowState.SUCCEEDED) {
                tables.pictures().replace(row, List.of());
            }
        }
    }

    /**
     * A failed call for a row, which stays where it is: the call is made again, or the next event says more.
     *
     * @param from where the row is; it has been submitted, or is being submitted
     */
    @JsonTypeName("tried")
    record CallFailed(RowKey row, int attempt, RowState from, ServiceCall call, RowReason reason)
            implements LedgerEvent {
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
            tables.callFailed(this, call, reason, now);
        }
    }
}
