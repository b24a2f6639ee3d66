package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FailedCallsTable;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.MarkedUnknown;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that take a row from its beginning, pending, to where the ledger has it. What was undone on the way is
 * left out, so they are no more than the ledger remembers.
 */
final class RowHistory {

    private final HistoryRow row;
    private final List<StoredFailedCall> failedCalls;
    private final List<DatedEvent> datedEvents = new ArrayList<>();

    private RowHistory(HistoryRow row, List<StoredFailedCall> failedCalls) {
        this.row = row;
        this.failedCalls = failedCalls;
    }

    /** The events in the order in which they happened; none for a row that nothing has happened to. */
    static List<DatedEvent> of(
            HistoryRow row,
            List<StoredPurchase> kept,
            List<StoredFailedCall> failedCalls,
            List<DownloadedPicture> pictures) {
        RowHistory history = new RowHistory(row, failedCalls);
        List<StoredPurchase> purchases = history.inOrder(kept);
        for (int n = 0; n < purchases.size(); n++) {
            boolean last = n == purchases.size() - 1;
            history.purchase(purchases.get(n), last ? pictures : List.of());
            if (!last || history.leftBehind(purchases.get(n).end())) {
                history.reopened(purchases.get(n));
            }
        }
        history.unbought(pictures);
        history.doubted(purchases);
        history.reviewed();
        return history.datedEvents;
    }

    /**
     * Sorts the purchases. A restored row may be in the state of a purchase before one of which only a damaged line
     * tells: its own comes last.
     */
    private List<StoredPurchase> inOrder(List<StoredPurchase> kept) {
        List<StoredPurchase> order = new ArrayList<>(kept);
        if (row.state != RowState.PENDING && row.state != RowState.UNKNOWN) {
            order.sort(Comparator.comparing((StoredPurchase purchase) -> purchase.attempt() == row.attempt)
                    .thenComparing(StoredPurchase::attempt));
        }
        return order;
    }

    private void purchase(StoredPurchase purchase, List<DownloadedPicture> pictures) {
        begin(purchase);
        boolean fetched = purchase.state() == RowState.SUCCEEDED;
        if (purchase.requestId() == null && !fetched) {
            return;
        }
        List<String> urls = purchase.outputUrls();
        if (urls != null || fetched) {
            add(new LedgerEvent.RequestCompleted(
                    row.key, purchase.attempt(), urls == null ? List.of() : urls, purchase.times(), purchase.cost()));
            download(purchase, pictures);
            return;
        }
        boolean askedAgain = purchase.state() == RowState.SUBMITTED && purchase.hasEndedBefore();
        if (purchase.state() != RowState.SUBMITTED || askedAgain) {
            RowState end = askedAgain ? RowState.TIMED_OUT : purchase.state();
            add(new LedgerEvent.RequestEnded(
                    row.key, purchase.attempt(), end, purchase.reason(), purchase.times(), purchase.cost()));
        }
        if (askedAgain) {
            add(new LedgerEvent.RowReopened(row.key, purchase.attempt(), RowState.TIMED_OUT, RowState.SUBMITTED));
        }
    }

    private void begin(StoredPurchase purchase) {
        int attempt = purchase.attempt();
        if (purchase.isTakenOver()) {
            boolean known = purchase.requestId() != null;
            PurchaseAdopted takenOver = purchase.takenOver(row.key, row.request);
            add(takenOver, known ? purchase.intentAt() : row.changedAt);
            failedCalls(purchase, failedCallsOf(attempt), takenOver.to());
            return;
        }
        LedgerEvent answer = purchase.answer(row.key);
        LedgerEvent released = new LedgerEvent.SubmitIntended(row.key, attempt, purchase.estimate());
        for (int sent = 1; sent < purchase.sends(); sent++) {
            add(released, purchase.intentAt());
            add(new LedgerEvent.SubmitReleased(row.key, attempt, true), purchase.intentAt());
        }
        add(new LedgerEvent.SubmitIntended(row.key, attempt, purchase.estimate(), row.request), purchase.intentAt());
        List<StoredFailedCall> before = failedCallsOf(attempt);
        if (answer == null) {
            failedCalls(purchase, before, RowState.SUBMITTING);
            return;
        }
        Instant answered = answer instanceof LedgerEvent.SubmitAccepted ? purchase.submittedAt() : null;
        StoredFailedCall last = before.isEmpty() ? null : before.get(before.size() - 1);
        if (last != null && last.isRecordedBy(answer)) {
            before = before.subList(0, before.size() - 1);
            answered = last.at();
        }
        failedCalls(purchase, before, RowState.SUBMITTING);
        add(answer, answered == null ? row.changedAt : answered);
    }

    private List<StoredFailedCall> failedCallsOf(int attempt) {
        return failedCalls.stream()
                .filter(failedCall -> failedCall.attempt() == attempt)
                .toList();
    }

    /**
     * Adds all failed calls of a purchase at its beginning. Between the first and the last ones come those that were
     * counted and not kept, since there they will be counted and not kept again.
     */
    private void failedCalls(StoredPurchase purchase, List<StoredFailedCall> kept, RowState from) {
        long counted = kept.stream().filter(StoredFailedCall::isThrottled).count();
        for (int n = 0; n < kept.size(); n++) {
            StoredFailedCall failedCall = kept.get(n);
            LedgerEvent event = new LedgerEvent.CallFailed(
                    row.key, purchase.attempt(), from, failedCall.call(), failedCall.reason());
            add(event, failedCall.at());
            for (; n == FailedCallsTable.FIRST - 1 && counted < purchase.throttled(); counted++) {
                RowReason forgotten = new RowReason(RowReason.THROTTLED, "");
                add(
                        new LedgerEvent.CallFailed(row.key, purchase.attempt(), from, ServiceCall.SUBMIT, forgotten),
                        failedCall.at());
            }
        }
    }

    private void download(StoredPurchase purchase, List<DownloadedPicture> pictures) {
        Long downloadMs = purchase.downloadMs();
        long took = downloadMs == null ? 0 : downloadMs;
        boolean again = purchase.state() == RowState.COMPLETED && downloadMs != null;
        if (purchase.state() == RowState.SUCCEEDED) {
            RowReason reason = purchase.end() == RowState.SUCCEEDED ? null : purchase.reason();
            add(new OutputsDownloaded(row.key, purchase.attempt(), pictures, took, reason));
        } else if (purchase.state() != RowState.COMPLETED || again) {
            RowState end = again ? RowState.DOWNLOAD_FAILED : purchase.state();
            add(new LedgerEvent.DownloadFailed(row.key, purchase.attempt(), end, purchase.reason(), took));
        }
        if (again) {
            add(new LedgerEvent.RowReopened(row.key, purchase.attempt(), RowState.DOWNLOAD_FAILED, RowState.COMPLETED));
        }
    }

    /** Returns whether the row has left the end of its last purchase without another one. */
    private boolean leftBehind(RowState end) {
        return row.isWithdrawn() || row.state != end;
    }

    private void reopened(StoredPurchase purchase) {
        if (purchase.end().mayBecome(RowState.PENDING) && purchase.state() != RowState.SUBMITTING) {
            add(new LedgerEvent.RowReopened(row.key, purchase.attempt(), purchase.end(), RowState.PENDING));
        }
    }

    private void unbought(List<DownloadedPicture> pictures) {
        if (row.isWithdrawn()) {
            add(new CancelledUnsent(row.key, row.attempt));
        } else if (row.state == RowState.REUSED && !pictures.isEmpty()) {
            add(new PictureShared(row.key, row.attempt, RowState.REUSED, RowState.REUSED, pictures, row.origin));
        }
    }

    /**
     * Adds the doubt of a row that was to be submitted again, surely was not, and is in doubt because of an earlier
     * purchase.
     */
    private void doubted(List<StoredPurchase> purchases) {
        int latest =
                purchases.isEmpty() ? 0 : purchases.get(purchases.size() - 1).attempt();
        if (row.state == RowState.UNKNOWN && row.attempt < latest) {
            add(new MarkedUnknown(row.key, row.attempt, latest));
        }
    }

    private void reviewed() {
        for (RecordedVerdict said : row.verdicts) {
            add(ReviewRecorded.of(row.key, row.attempt, row.state, said), said.recordedAt());
        }
    }

    private void add(LedgerEvent event) {
        add(event, row.changedAt);
    }

    private void add(LedgerEvent event, Instant at) {
        datedEvents.add(new DatedEvent(event, at));
    }

    /** An event, and when it happened as far as the ledger knows. */
    record DatedEvent(LedgerEvent event, Instant at) {}

    /**
     * A row's current state.
     *
     * @param attempt its latest purchase, 0 if there is none
     * @param message why it is in that state, null without a reason
     * @param changedAt since when
     * @param request what its purchases request, null if that is not known
     * @param verdicts what was said of its pictures, in the order in which it was recorded
     * @param origin whose pictures it shares, null if its own
     */
    record HistoryRow(
            RowKey key,
            RowState state,
            int attempt,
            @Nullable String message,
            Instant changedAt,
            @Nullable SentRequest request,
            List<RecordedVerdict> verdicts,
            @Nullable OriginRow origin) {

        HistoryRow {
            verdicts = List.copyOf(verdicts);
        }

        private boolean isWithdrawn() {
            return state == RowState.CANCELLED && CancelledUnsent.WHY.message().equals(message);
        }
    }
}
