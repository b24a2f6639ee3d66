package dev.darkroom.ledger;

import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.shared.GroupFence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * The transaction of the ledger's tables, which spans several groups of events that are in the journal already. A commit
 * costs H2 several times what a group's statements do, most of it for pages that the next group changes again; so the tables
 * follow in fewer commits, which take no more than a small share of the writer's time. Used by the writer's thread; others may ask whether it is open while they keep it from committing.
 */
final class LedgerBatch {

    /** A commit may take this part of the time from one to the next. */
    private static final int SHARE = 10;

    private static final GroupFence NO_FENCE = () -> {};

    private final PlatformTransactionManager transactions;
    private final JournalPosition position;
    private final Duration maxLag;
    private final GroupFence fence;
    private final LongSupplier nanoTime;
    private final List<LedgerEvent> events = new ArrayList<>();
    private @Nullable TransactionStatus open;
    private long held = -1;
    private long begun;
    private long lastCommit;

    /**
     * @param position keeps, with each commit, how much of the journal the tables hold
     * @param maxLag how long the tables may be behind the journal
     */
    LedgerBatch(PlatformTransactionManager transactions, JournalPosition position, Duration maxLag) {
        this(transactions, position, maxLag, NO_FENCE, System::nanoTime);
    }

    /** @param fence is passed in each transaction before anything is written, and hears of what was */
    LedgerBatch(PlatformTransactionManager transactions, JournalPosition position, Duration maxLag, GroupFence fence) {
        this(transactions, position, maxLag, fence, System::nanoTime);
    }

    LedgerBatch(
            PlatformTransactionManager transactions, JournalPosition position, Duration maxLag, LongSupplier nanoTime) {
        this(transactions, position, maxLag, NO_FENCE, nanoTime);
    }

    private LedgerBatch(
            PlatformTransactionManager transactions,
            JournalPosition position,
            Duration maxLag,
            GroupFence fence,
            LongSupplier nanoTime) {
        this.transactions = transactions;
        this.position = position;
        this.maxLag = maxLag;
        this.fence = fence;
        this.nanoTime = nanoTime;
    }

    /** Begins a transaction, unless one is open. */
    void begin() {
        if (open == null) {
            open = transactions.getTransaction(TransactionDefinition.withDefaults());
            begun = nanoTime.getAsLong();
            fence.pass();
        }
    }

    /** Takes up a group that is in the journal; returns none of its events, since the tables do not show them yet. */
    List<LedgerEvent> add(GroupEntry group) {
        fence.entered(group.entered());
        events.addAll(group.entered());
        held = Math.max(held, group.held());
        return List.of();
    }

    /** Returns whether the tables may be behind at all. */
    boolean mayLag() {
        return !maxLag.isZero();
    }

    boolean isOpen() {
        return open != null;
    }

    /** Returns how long the tables may still be behind; a day if they are not. */
    Duration left() {
        if (open == null) {
            return Duration.ofDays(1);
        }
        long lag = Math.min(maxLag.toNanos(), SHARE * lastCommit);
        return Duration.ofNanos(Math.max(0, begun + lag - nanoTime.getAsLong()));
    }

    /** Commits, if there is something to commit; returns the events that the tables show by now and did not before. */
    List<LedgerEvent> commit() {
        TransactionStatus status = open;
        if (status == null) {
            return List.of();
        }
        long start = nanoTime.getAsLong();
        if (held >= 0) {
            position.write(held);
        }
        position.changed();
        open = null;
        transactions.commit(status);
        lastCommit = nanoTime.getAsLong() - start;
        return drain();
    }

    /** Does the same with a last group; if that fails, the group was not taken up. */
    List<LedgerEvent> commit(GroupEntry last) {
        fence.entered(last.entered());
        held = Math.max(held, last.held());
        List<LedgerEvent> shown = new ArrayList<>(commit());
        shown.addAll(last.entered());
        return shown;
    }

    /** Undoes what is not committed; returns the events of the groups that were taken up. */
    List<LedgerEvent> rollBack() {
        TransactionStatus status = open;
        open = null;
        if (status != null) {
            transactions.rollback(status);
        }
        return drain();
    }

    private List<LedgerEvent> drain() {
        List<LedgerEvent> drained = List.copyOf(events);
        events.clear();
        held = -1;
        return drained;
    }
}
