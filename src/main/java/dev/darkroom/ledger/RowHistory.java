package dev.darkroom.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that take a row from its beginning, pending, to where the ledger has it. What was undone on the way is left
 * out, so they are no more than the ledger remembers.
 */
final class RowHistory {

    private final Row row;
    private final List<KeptTry> tries;
    private final List<Told> told = new ArrayList<>();

    private RowHistory(Row row, List<KeptTry> tries) {
        this.row = row;
        this.tries = tries;
    }

    /** In the order in which they happened; none for a row that nothing has happened to. */
    static List<Told> of(Row row, List<KeptPurchase> kept, List<KeptTry> tries, List<Picture> pictures) {
        RowHistory history = new RowHistory(row, tries);
        List<KeptPurchase> purchases = history.inOrder(kept);
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
        return history.told;
    }

    /** A restored row may stand by a purchase before one of which only a damaged line speaks: its own comes last. */
    private List<KeptPurchase> inOrder(List<KeptPurchase> kept) {
        List<KeptPurchase> order = new ArrayList<>(kept);
        if (row.state != RowState.PENDING && row.state != RowState.UNKNOWN) {
            order.sort(Comparator.comparing((KeptPurchase purchase) -> purchase.attempt() == row.attempt)
                    .thenComparing(KeptPurchase::attempt));
        }
        return order;
    }

    private void purchase(KeptPurchase purchase, List<Picture> pictures) {
        begin(purchase);
        boolean fetched = purchase.state() == RowState.SUCCEEDED;
        if (purchase.requestId() == null && !fetched) {
            return;
        }
        List<String> urls = purchase.outputUrls();
        if (urls != null || fetched) {
            tell(new LedgerEvent.Completed(
                    row.key, purchase.attempt(), urls == null ? List.of() : urls, purchase.times(), purchase.cost()));
            download(purchase, pictures);
            return;
        }
        boolean askedAgain = purchase.state() == RowState.SUBMITTED && purchase.hasEndedBefore();
        if (purchase.state() != RowState.SUBMITTED || askedAgain) {
            RowState end = askedAgain ? RowState.TIMED_OUT : purchase.state();
            tell(new LedgerEvent.Ended(
                    row.key, purchase.attempt(), end, purchase.reason(), purchase.times(), purchase.cost()));
        }
        if (askedAgain) {
            tell(new LedgerEvent.Reopened(row.key, purchase.attempt(), RowState.TIMED_OUT, RowState.SUBMITTED));
        }
    }

    private void begin(KeptPurchase purchase) {
        int attempt = purchase.attempt();
        if (purchase.isTakenOver()) {
            boolean known = purchase.requestId() != null;
            TakenOver takenOver = purchase.takenOver(row.key, row.request);
            tell(takenOver, known ? purchase.intentAt() : row.changedAt);
            tries(purchase, triesOf(attempt), takenOver.to());
            return;
        }
        LedgerEvent answer = purchase.answer(row.key);
        LedgerEvent released = new LedgerEvent.Intended(row.key, attempt, purchase.estimate());
        for (int sent = 1; sent < purchase.sends(); sent++) {
            tell(released, purchase.intentAt());
            tell(new LedgerEvent.Released(row.key, attempt, true), purchase.intentAt());
        }
        tell(new LedgerEvent.Intended(row.key, attempt, purchase.estimate(), row.request), purchase.intentAt());
        List<KeptTry> before = triesOf(attempt);
        if (answer == null) {
            tries(purchase, before, RowState.SUBMITTING);
            return;
        }
        Instant answered = answer instanceof LedgerEvent.Accepted ? purchase.submittedAt() : null;
        KeptTry last = before.isEmpty() ? null : before.get(before.size() - 1);
        if (last != null && last.isToldBy(answer)) {
            before = before.subList(0, before.size() - 1);
            answered = last.at();
        }
        tries(purchase, before, RowState.SUBMITTING);
        tell(answer, answered == null ? row.changedAt : answered);
    }

    private List<KeptTry> triesOf(int attempt) {
        return tries.stream().filter(tried -> tried.attempt() == attempt).toList();
    }

    /**
     * All tries of a purchase, told where it begins. Between the first and the last ones stand those that were counted
     * and not kept, since there they will be counted and not kept again.
     */
    private void tries(KeptPurchase purchase, List<KeptTry> kept, RowState from) {
        long counted = kept.stream().filter(KeptTry::isThrottled).count();
        for (int n = 0; n < kept.size(); n++) {
            KeptTry tried = kept.get(n);
            LedgerEvent event = new LedgerEvent.Tried(row.key, purchase.attempt(), from, tried.call(), tried.reason());
            tell(event, tried.at());
            for (; n == TriedTable.FIRST - 1 && counted < purchase.throttled(); counted++) {
                Reason forgotten = new Reason(Reason.THROTTLED, "");
                tell(new LedgerEvent.Tried(row.key, purchase.attempt(), from, Call.SUBMIT, forgotten), tried.at());
            }
        }
    }

    private void download(KeptPurchase purchase, List<Picture> pictures) {
        Long downloadMs = purchase.downloadMs();
        long took = downloadMs == null ? 0 : downloadMs;
        boolean again = purchase.state() == RowState.COMPLETED && downloadMs != null;
        if (purchase.state() == RowState.SUCCEEDED) {
            Reason reason = purchase.end() == RowState.SUCCEEDED ? null : purchase.reason();
            tell(new Fetched(row.key, purchase.attempt(), pictures, took, reason));
        } else if (purchase.state() != RowState.COMPLETED || again) {
            RowState end = again ? RowState.DOWNLOAD_FAILED : purchase.state();
            tell(new LedgerEvent.NotFetched(row.key, purchase.attempt(), end, purchase.reason(), took));
        }
        if (again) {
            tell(new LedgerEvent.Reopened(row.key, purchase.attempt(), RowState.DOWNLOAD_FAILED, RowState.COMPLETED));
        }
    }

    /** Whether the row has gone on from the end of its last purchase without another one. */
    private boolean leftBehind(RowState end) {
        return row.isWithdrawn() || row.state != end;
    }

    private void reopened(KeptPurchase purchase) {
        if (purchase.end().mayBecome(RowState.PENDING) && purchase.state() != RowState.SUBMITTING) {
            tell(new LedgerEvent.Reopened(row.key, purchase.attempt(), purchase.end(), RowState.PENDING));
        }
    }

    private void unbought(List<Picture> pictures) {
        if (row.isWithdrawn()) {
            tell(new Withdrawn(row.key, row.attempt));
        } else if (row.state == RowState.REUSED && !pictures.isEmpty()) {
            tell(new Shared(row.key, row.attempt, RowState.REUSED, RowState.REUSED, pictures));
        }
    }

    /** It was to be bought again, was surely not, and is in doubt because of a purchase before. */
    private void doubted(List<KeptPurchase> purchases) {
        int latest =
                purchases.isEmpty() ? 0 : purchases.get(purchases.size() - 1).attempt();
        if (row.state == RowState.UNKNOWN && row.attempt < latest) {
            tell(new Doubted(row.key, row.attempt, latest));
        }
    }

    private void reviewed() {
        Review review = row.review;
        if (review != null) {
            tell(new Reviewed(row.key, row.attempt, row.state, review.rejected(), review.note()), review.at());
        }
    }

    private void tell(LedgerEvent event) {
        tell(event, row.changedAt);
    }

    private void tell(LedgerEvent event, Instant at) {
        told.add(new Told(event, at));
    }

    /** An event, and when it happened as far as the ledger knows. */
    record Told(LedgerEvent event, Instant at) {}

    /**
     * A row as it stands.
     *
     * @param attempt its latest purchase, 0 if there is none
     * @param words why it stands there, null without a reason
     * @param changedAt since when
     * @param request what its purchases ask for, null if that is not known
     * @param review what was decided about its pictures, null if nothing
     */
    record Row(
            RowKey key,
            RowState state,
            int attempt,
            @Nullable String words,
            Instant changedAt,
            @Nullable SentRequest request,
            @Nullable Review review) {
        private boolean isWithdrawn() {
            return state == RowState.CANCELLED && Withdrawn.WHY.words().equals(words);
        }
    }
}
