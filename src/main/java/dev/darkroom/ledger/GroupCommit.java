package dev.darkroom.ledger;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.journal.DiskFullJournal;
import dev.darkroom.ledger.journal.IntentTimes;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.placement.EventPlacement;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.signals.RunSignals;
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

/**
 * Writes events to journal and ledger in groups: one thread takes what has queued up, makes its statements, forces the
 * journal and acknowledges. The tables' commit may come a moment later and for several groups at once, see {@link
 * LedgerBatch}: a process that dies before it enters what the journal has at its next start. A group with an event that
 * has to be settled is acknowledged after the commit.
 *
 * A commit of its own for each event would grow H2's file by some 21 KB each. If a group cannot be written, its events
 * and all later ones fail: no step may continue with a ledger that does not keep up. Only if that is for lack of room,
 * what is on the wire is still written to the journal and acknowledged; see {@link DiskFullJournal}. So it is where the
 * database is another host's and cannot be reached. Where its commits are on disk themselves the journal holds nothing else.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final EventQueue queue;
    private final CompletableFuture<Boolean> closing = new CompletableFuture<>();
    private final LedgerBatch batch;
    private final EventTables tables;
    private final EventPlacement placement;
    private final PurchaseJournal journal;
    private final LedgerEngine engine;
    private final InstantSource clock;
    private final Lock committing;
    private final Lock reading;
    private final Consumer<List<LedgerEvent>> recorded;
    private final Consumer<List<LedgerEvent>> committed;
    private final RunSignals signals;
    private final IntentTimes intents = new IntentTimes();
    private final DiskFullJournal diskFullJournal;
    private final Thread writer;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    /**
     * @param queue where events come in
     * @param reading its inner lock is held while the tables commit until that is told, itself by who reads the tables, and keeps others who write in them from it too
     * @param recorded is told the events that moved their rows once they are durable
     * @param committed is told them after that, once the tables show them
     * @param signals through which the run is stopped when there is no room
     */
    GroupCommit(
            EventQueue queue,
            LedgerBatch batch,
            EventTables tables,
            EventPlacement placement,
            PurchaseJournal journal,
            LedgerEngine engine,
            InstantSource clock,
            ReadingLock reading,
            Consumer<List<LedgerEvent>> recorded,
            Consumer<List<LedgerEvent>> committed,
            RunSignals signals) {
        this.queue = queue;
        this.batch = batch;
        this.tables = tables;
        this.placement = placement;
        this.journal = journal;
        this.engine = engine;
        this.clock = clock;
        this.committing = reading.committing();
        this.reading = reading;
        this.recorded = recorded;
        this.committed = committed;
        this.signals = signals;
        this.diskFullJournal = new DiskFullJournal(journal, clock, intents);
        this.writer = new Thread(this::write, "ledger");
    }

    void start() {
        writer.start();
    }

    /**
     * Queues an event; the future is true once journal and tables have it, false if the row was not in the state the event
     * names.
     */
    CompletableFuture<Boolean> submit(LedgerEvent event) {
        return submit(QueuedEvent.fresh(event, true));
    }

    /** Does the same as {@link #submit}, but the tables may follow later. */
    CompletableFuture<Boolean> record(LedgerEvent event) {
        return submit(QueuedEvent.fresh(event, false));
    }

    /**
     * Does the same as {@link #submit}, for an event that is in the journal already.
     *
     * @param at when it was written there
     * @param end how many bytes of the journal the ledger holds with it, null if it does not end a line
     */
    CompletableFuture<Boolean> replay(LedgerEvent event, Instant at, @Nullable Long end) {
        return submit(QueuedEvent.replayed(event, at, end));
    }

    private CompletableFuture<Boolean> submit(QueuedEvent event) {
        queue.add(event);
        if (over) {
            failAll(List.of());
        }
        return event.done();
    }

    /** Waits until the tables show all that was acknowledged, as far as they still can be written. */
    void settle() {
        CompletableFuture<Boolean> settled = queue.askToSettle();
        if (over) {
            endSettlements(queue.settlements());
        }
        settled.join();
    }

    /** Runs what reads tables that show all events which were recorded; no other is recorded meanwhile. */
    void whileSettled(Runnable action) {
        boolean done = false;
        while (!done) {
            settle();
            reading.lock();
            try {
                done = !batch.isOpen();
                if (done) {
                    action.run();
                }
            } finally {
                reading.unlock();
            }
        }
    }

    private void write() {
        try {
            while (!over && !(closing.isDone() && queue.isEmpty())) {
                List<QueuedEvent> group = queue.nextGroup(batch.left());
                List<CompletableFuture<Boolean>> settlements = queue.settlements();
                if (!group.isEmpty()) {
                    enter(group);
                }
                if (!settlements.isEmpty() || batch.left().isZero()) {
                    commit();
                }
                endSettlements(settlements);
            }
            commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (failure == null) {
                failure = new LedgerException("the ledger is closed");
            }
            over = true;
            rollBack(failure);
            failAll(List.of());
            endSettlements(queue.settlements());
        }
    }

    private static void endSettlements(List<CompletableFuture<Boolean>> settlements) {
        settlements.forEach(settlement -> settlement.complete(true));
    }

    private GroupEntry entry() {
        return new GroupEntry(tables, placement, engine.isDurable() ? null : journal);
    }

    private void enter(List<QueuedEvent> group) {
        GroupEntry entry = entry();
        if (failure != null) {
            saveAnswers(group, entry);
            return;
        }
        committing.lock();
        try {
            batch.begin();
            Instant now = clock.instant();
            if (engine.isDurable()) {
                intents.begin(group.stream().map(QueuedEvent::event).toList(), now);
            }
            entry.enter(group, now);
            boolean settled = !batch.mayLag() || group.stream().anyMatch(QueuedEvent::settled);
            List<LedgerEvent> shown = settled ? batch.commit(entry) : batch.add(entry);
            recorded.accept(entry.entered());
            committed.accept(shown);
            intents.end(entry.entered());
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

    /** Lets the tables show what was acknowledged before. */
    private void commit() {
        if (!batch.isOpen()) {
            return;
        }
        committing.lock();
        try {
            committed.accept(batch.commit());
        } catch (RuntimeException | Error e) {
            fail(List.of(), entry(), e);
        } finally {
            committing.unlock();
        }
    }

    private void fail(List<QueuedEvent> group, GroupEntry entry, Throwable why) {
        failure = why;
        // They are in the journal, which is what they were acknowledged for.
        committed.accept(rollBack(why));
        // Who noticed first has closed the connections, which fail by other words then.
        boolean away = engine.isDurable() && (signals.ledgerLost() || LedgerEngine.isAway(why));
        if (!away && !DiskFull.isCauseOf(why)) {
            over = true;
            if (engine.isDurable()) {
                // Nobody but the journal on this host has them.
                saveAnswers(group, entry);
            }
            failAll(group);
            return;
        }
        signals.loseLedger();
        if (away) {
            log.info("the ledger's database is away: what is on the wire is kept in the journal on this host", why);
            signals.ledgerAway(why);
        } else {
            log.info("no space is left for the ledger: what is on the wire is kept in the journal", why);
            signals.noRoom();
        }
        saveAnswers(group, entry);
    }

    private List<LedgerEvent> rollBack(Throwable why) {
        try {
            return batch.rollBack();
        } catch (RuntimeException e) {
            why.addSuppressed(e);
            return List.of();
        }
    }

    private void saveAnswers(List<QueuedEvent> group, GroupEntry entry) {
        try {
            List<LedgerEvent> saved = entry.isJournaled()
                    ? diskFullJournal.sort(entry.entered())
                    : diskFullJournal.save(
                            group.stream()
                                    .filter(queued -> !queued.isInJournal())
                                    .map(QueuedEvent::event)
                                    .toList(),
                            engine.isDurable());
            recorded.accept(saved);
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
        queue.wake();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
