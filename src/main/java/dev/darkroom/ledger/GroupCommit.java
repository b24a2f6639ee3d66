package dev.darkroom.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes events to journal and ledger in groups: one thread takes what has queued up, writes it in one transaction,
 * forces the journal before the commit and acknowledges after it.
 *
 * <p>A commit of its own for each event would grow H2's file by some 21 KB each. If a group cannot be written, its
 * events and all later ones fail: nothing may go on with a ledger that does not keep up. Only if that is for lack of
 * room, what is on the wire is still written to the journal and acknowledged; see {@link LastWords}.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_EVENTS = 1_000;
    private static final Duration LINGER = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofMillis(100);

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> closing = new CompletableFuture<>();
    private final TransactionTemplate transaction;
    private final EventTables tables;
    private final PurchaseJournal journal;
    private final JournalPosition position;
    private final InstantSource clock;
    private final Consumer<List<LedgerEvent>> committed;
    private final RunSignals signals;
    private final LastWords lastWords;
    private final Thread writer;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    /** @param signals through which the run is asked to stop when there is no room */
    GroupCommit(
            TransactionTemplate transaction,
            EventTables tables,
            PurchaseJournal journal,
            JournalPosition position,
            InstantSource clock,
            Consumer<List<LedgerEvent>> committed,
            RunSignals signals) {
        this.transaction = transaction;
        this.tables = tables;
        this.journal = journal;
        this.position = position;
        this.clock = clock;
        this.committed = committed;
        this.signals = signals;
        this.lastWords = new LastWords(journal, clock);
        this.writer = new Thread(this::write, "ledger");
    }

    void start() {
        writer.start();
    }

    /** The future is true once the event is durable, false if the row was not in the state the event names. */
    CompletableFuture<Boolean> submit(LedgerEvent event) {
        return submit(new Waiting(event, null, null, new CompletableFuture<>()));
    }

    /**
     * As {@link #submit}, for an event that is in the journal already.
     *
     * @param at when it was written there
     * @param end how many bytes of the journal the ledger holds with it, null if it does not end a line
     */
    CompletableFuture<Boolean> replay(LedgerEvent event, Instant at, @Nullable Long end) {
        return submit(new Waiting(event, at, end, new CompletableFuture<>()));
    }

    private CompletableFuture<Boolean> submit(Waiting waiting) {
        queue.add(waiting);
        if (over) {
            failAll(List.of());
        }
        return waiting.done;
    }

    private void write() {
        try {
            while (!over && !(closing.isDone() && queue.isEmpty())) {
                List<Waiting> group = nextGroup();
                if (!group.isEmpty() && failure == null) {
                    commit(group);
                } else if (!group.isEmpty()) {
                    saveAnswers(group, new Outcome());
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

    private List<Waiting> nextGroup() throws InterruptedException {
        List<Waiting> group = new ArrayList<>();
        Waiting first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return group;
        }
        group.add(first);
        long end = System.nanoTime() + LINGER.toNanos();
        while (group.size() < MOST_EVENTS) {
            Waiting next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            group.add(next);
        }
        return group;
    }

    private void commit(List<Waiting> group) {
        Outcome outcome = new Outcome();
        try {
            transaction.executeWithoutResult(status -> enter(group, outcome));
            committed.accept(outcome.moved);
        } catch (RuntimeException | Error e) {
            // The rollback may have failed too, for a reason of its own.
            fail(group, outcome, outcome.failure == null ? e : outcome.failure);
            return;
        }
        if (journal.shortOfRoom()) {
            signals.noRoom();
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done.complete(outcome.applied.get(i));
        }
    }

    private void enter(List<Waiting> group, Outcome outcome) {
        try {
            Instant now = clock.instant();
            List<LedgerEvent> journaled = new ArrayList<>();
            for (Waiting waiting : group) {
                if (apply(waiting, now, outcome) && waiting.at == null && waiting.event.journaled()) {
                    journaled.add(waiting.event);
                }
            }
            if (!journaled.isEmpty()) {
                outcome.held = journal.append(journaled, now);
            }
            outcome.journaled = true;
            if (outcome.held >= 0) {
                position.write(outcome.held);
            }
        } catch (IOException e) {
            LedgerException why = new LedgerException("cannot write the purchase journal: " + e.getMessage(), e);
            outcome.failure = why;
            throw why;
        } catch (RuntimeException | Error e) {
            outcome.failure = e;
            throw e;
        }
    }

    private boolean apply(Waiting waiting, Instant now, Outcome outcome) {
        LedgerEvent event = waiting.event;
        Instant at = waiting.at == null ? now : waiting.at;
        boolean applied = tables.move(event, at);
        outcome.applied.add(applied);
        if (applied) {
            event.record(tables, at);
            outcome.moved.add(event);
        }
        outcome.held = waiting.end == null ? outcome.held : waiting.end;
        return applied;
    }

    private void fail(List<Waiting> group, Outcome outcome, Throwable why) {
        failure = why;
        if (!DiskFull.isCauseOf(why)) {
            over = true;
            failAll(group);
            return;
        }
        log.info("no space is left for the ledger: what is on the wire is kept in the journal", why);
        signals.loseLedger();
        signals.noRoom();
        saveAnswers(group, outcome);
    }

    private void saveAnswers(List<Waiting> group, Outcome outcome) {
        try {
            List<LedgerEvent> saved = outcome.journaled
                    ? lastWords.sort(outcome.moved)
                    : lastWords.save(group.stream()
                            .filter(waiting -> waiting.at == null)
                            .map(Waiting::event)
                            .toList());
            committed.accept(saved);
            for (Waiting waiting : group) {
                if (saved.contains(waiting.event)) {
                    waiting.done.complete(true);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.error("what was on the wire cannot be written to the purchase journal: {}", e.getMessage());
        }
        failAll(group);
    }

    /** Fails what is not acknowledged; once nothing more is written, also what waits. */
    private void failAll(List<Waiting> group) {
        List<Waiting> failed = new ArrayList<>(group);
        if (over) {
            queue.drainTo(failed);
        }
        LedgerException why = new LedgerException("the ledger cannot be written: " + message(), failure);
        for (Waiting waiting : failed) {
            waiting.done.completeExceptionally(why);
        }
    }

    private String message() {
        Throwable cause = failure;
        return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
    }

    /** Writes what has been handed in, then ends. */
    @Override
    public void close() {
        closing.complete(true);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Waiting(
            LedgerEvent event,
            @Nullable Instant at,
            @Nullable Long end,
            CompletableFuture<Boolean> done) {}

    /** What became of a group, as far as it came. */
    private static final class Outcome {
        private final List<LedgerEvent> moved = new ArrayList<>();
        private final List<Boolean> applied = new ArrayList<>();
        private boolean journaled;
        private long held = -1;
        private @Nullable Throwable failure;
    }
}
