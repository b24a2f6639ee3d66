package dev.darkroom.ledger;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.journal.DiskFullJournal;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes events to journal and ledger in groups: one thread takes what has queued up, writes it in one transaction,
 * forces the journal before the commit and acknowledges after it.
 *
 * A commit of its own for each event would grow H2's file by some 21 KB each. If a group cannot be written, its events
 * and all later ones fail: no step may continue with a ledger that does not keep up. Only if that is for lack of room,
 * what is on the wire is still written to the journal and acknowledged; see {@link DiskFullJournal}.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final EventQueue queue;
    private final CompletableFuture<Boolean> closing = new CompletableFuture<>();
    private final TransactionTemplate transaction;
    private final EventTables tables;
    private final EventPlacement placement;
    private final PurchaseJournal journal;
    private final JournalPosition position;
    private final InstantSource clock;
    private final Lock committing;
    private final Consumer<List<LedgerEvent>> committed;
    private final RunSignals signals;
    private final DiskFullJournal diskFullJournal;
    private final Thread writer;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    /**
     * @param queue where events come in
     * @param committing held from a group's first statement until its events are told
     * @param committed is told the events that moved their rows
     * @param signals through which the run is stopped when there is no room
     */
    GroupCommit(
            EventQueue queue,
            TransactionTemplate transaction,
            EventTables tables,
            EventPlacement placement,
            PurchaseJournal journal,
            JournalPosition position,
            InstantSource clock,
            Lock committing,
            Consumer<List<LedgerEvent>> committed,
            RunSignals signals) {
        this.queue = queue;
        this.transaction = transaction;
        this.tables = tables;
        this.placement = placement;
        this.journal = journal;
        this.position = position;
        this.clock = clock;
        this.committing = committing;
        this.committed = committed;
        this.signals = signals;
        this.diskFullJournal = new DiskFullJournal(journal, clock);
        this.writer = new Thread(this::write, "ledger");
    }

    void start() {
        writer.start();
    }

    /**
     * Queues an event; the future is true once it is durable, false if the row was not in the state the event names.
     */
    CompletableFuture<Boolean> submit(LedgerEvent event) {
        return submit(new QueuedEvent(event, null, null));
    }

    /**
     * Does the same as {@link #submit}, for an event that is in the journal already.
     *
     * @param at when it was written there
     * @param end how many bytes of the journal the ledger holds with it, null if it does not end a line
     */
    CompletableFuture<Boolean> replay(LedgerEvent event, Instant at, @Nullable Long end) {
        return submit(new QueuedEvent(event, at, end));
    }

    private CompletableFuture<Boolean> submit(QueuedEvent event) {
        queue.add(event);
        if (over) {
            failAll(List.of());
        }
        return event.done();
    }

    private void write() {
        try {
            while (!over && !(closing.isDone() && queue.isEmpty())) {
                List<QueuedEvent> group = queue.nextGroup();
                if (!group.isEmpty() && failure == null) {
                    commit(group);
                } else if (!group.isEmpty()) {
                    saveAnswers(group, entry());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (failure == null) {
                failure = new LedgerException("the ledger is closed");
            }
            over = true;
            failAll(List.of());
        }
    }

    private GroupEntry entry() {
        return new GroupEntry(tables, placement, journal, position);
    }

    private void commit(List<QueuedEvent> group) {
        GroupEntry entry = entry();
        committing.lock();
        try {
            transaction.executeWithoutResult(status -> entry.enter(group, clock.instant()));
            committed.accept(entry.entered());
        } catch (RuntimeException | Error e) {
            // The rollback may have failed too, for a reason of its own.
            fail(group, entry, Objects.requireNonNullElse(entry.failure(), e));
            return;
        } finally {
            committing.unlock();
        }
        if (journal.shortOfRoom()) {
            signals.noRoom();
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(entry.applied().get(i));
        }
    }

    private void fail(List<QueuedEvent> group, GroupEntry entry, Throwable why) {
        failure = why;
        if (!DiskFull.isCauseOf(why)) {
            over = true;
            failAll(group);
            return;
        }
        log.info("no space is left for the ledger: what is on the wire is kept in the journal", why);
        signals.loseLedger();
        signals.noRoom();
        saveAnswers(group, entry);
    }

    private void saveAnswers(List<QueuedEvent> group, GroupEntry entry) {
        try {
            List<LedgerEvent> saved = entry.isJournaled()
                    ? diskFullJournal.sort(entry.entered())
                    : diskFullJournal.save(group.stream()
                            .filter(queued -> !queued.isInJournal())
                            .map(QueuedEvent::event)
                            .toList());
            committed.accept(saved);
            for (QueuedEvent queued : group) {
                if (saved.contains(queued.event())) {
                    queued.done().complete(true);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.error("what was on the wire cannot be written to the purchase journal: {}", FailureText.of(e));
        }
        failAll(group);
    }

    /** Fails what is not acknowledged; once nothing more is written, also what waits. */
    private void failAll(List<QueuedEvent> group) {
        List<QueuedEvent> failed = new ArrayList<>(group);
        if (over) {
            failed.addAll(queue.drain());
        }
        LedgerException why = new LedgerException("the ledger cannot be written: " + message(), failure);
        for (QueuedEvent queued : failed) {
            queued.done().completeExceptionally(why);
        }
    }

    private String message() {
        Throwable cause = failure;
        return cause == null ? "it is closed" : FailureText.of(cause);
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() {
        closing.complete(true);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
