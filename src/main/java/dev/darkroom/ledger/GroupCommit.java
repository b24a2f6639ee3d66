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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes events to journal and ledger in groups: one thread takes what has queued up, writes it in one transaction,
 * forces the journal before the commit and acknowledges after it.
 *
 * <p>A commit of its own for each event would grow H2's file by some 21 KB each. If a group cannot be written, its
 * events and all later ones fail: nothing may go on with a ledger that does not keep up.
 */
final class GroupCommit implements AutoCloseable {

    private static final int MOST_EVENTS = 100;
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
    private final Thread writer;
    private volatile @Nullable Throwable failure;

    GroupCommit(
            TransactionTemplate transaction,
            EventTables tables,
            PurchaseJournal journal,
            JournalPosition position,
            InstantSource clock,
            Consumer<List<LedgerEvent>> committed) {
        this.transaction = transaction;
        this.tables = tables;
        this.journal = journal;
        this.position = position;
        this.clock = clock;
        this.committed = committed;
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
        if (failure != null) {
            failAll(List.of());
        }
        return waiting.done;
    }

    private void write() {
        try {
            while (failure == null && !(closing.isDone() && queue.isEmpty())) {
                List<Waiting> group = nextGroup();
                if (!group.isEmpty()) {
                    commit(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (failure == null) {
                failure = new LedgerException("the ledger is closed");
            }
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
        List<LedgerEvent> moved = new ArrayList<>();
        List<Boolean> outcomes = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                Instant now = clock.instant();
                List<LedgerEvent> journaled = new ArrayList<>();
                long replayed = -1;
                for (Waiting waiting : group) {
                    LedgerEvent event = waiting.event;
                    Instant at = waiting.at == null ? now : waiting.at;
                    boolean applied = tables.move(event, at);
                    outcomes.add(applied);
                    if (applied) {
                        event.record(tables, at);
                        moved.add(event);
                    }
                    if (applied && waiting.at == null && event.journaled()) {
                        journaled.add(event);
                    }
                    replayed = waiting.end == null ? replayed : waiting.end;
                }
                long held = journaled.isEmpty() ? replayed : force(journaled, now);
                if (held >= 0) {
                    position.write(held);
                }
            });
            committed.accept(moved);
        } catch (RuntimeException | Error e) {
            failure = e;
            failAll(group);
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done.complete(outcomes.get(i));
        }
    }

    private long force(List<LedgerEvent> events, Instant now) {
        try {
            return journal.append(events, now);
        } catch (IOException e) {
            throw new LedgerException("cannot write the purchase journal: " + e.getMessage(), e);
        }
    }

    private void failAll(List<Waiting> group) {
        List<Waiting> failed = new ArrayList<>(group);
        queue.drainTo(failed);
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
}
