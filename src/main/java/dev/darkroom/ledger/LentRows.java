package dev.darkroom.ledger;

import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The rows of a run that are lent to workers on other hosts. What these commit moves counts, figures and guards here as if
 * this process had; the rows themselves are theirs until they are taken back. Thread-safe.
 */
public final class LentRows {

    private final RunCounters counters;
    private final GroupCommit commits;

    LentRows(RunCounters counters, GroupCommit commits) {
        this.counters = counters;
        this.commits = commits;
    }

    /** Lends rows that were taken to be submitted and for which nothing was recorded. */
    public void lend(BitSet rows) {
        counters.work().lend(rows);
    }

    /** Returns whether any row is lent. */
    public boolean any() {
        return counters.work().lends();
    }

    /**
     * Hears of what workers have committed; no event of this process is entered meanwhile.
     *
     * @param taking returns it, in the sequence in which each row was moved, and each event once
     */
    public List<LedgerEvent> hear(Supplier<List<LedgerEvent>> taking) {
        counters.committing().lock();
        try {
            List<LedgerEvent> events = taking.get();
            counters.recorded(events);
            counters.committed(events);
            return events;
        } finally {
            counters.committing().unlock();
        }
    }

    /**
     * Takes rows back whose worker has ended their lease, or is struck off: of what it committed nothing is unheard. A submit
     * whose answer the worker did not live to enter is in doubt.
     */
    public void takeBack(BitSet rows) {
        List<WorkPages.RowPosition> positions;
        counters.committing().lock();
        try {
            positions = counters.work().takeBack(rows);
        } finally {
            counters.committing().unlock();
        }
        positions.stream()
                .filter(position -> position.state() == RowState.PENDING)
                .forEach(position -> counters.accounts().release(position.key()));
        List<CompletableFuture<Boolean>> doubts = positions.stream()
                .filter(position -> position.state() == RowState.SUBMITTING)
                .map(position -> commits.submit(ReopenEvents.of(position)))
                .toList();
        doubts.forEach(RunLedger::await);
    }

    /** Enters answers that a worker had, and could not enter any more, where the rows stand by now. */
    public void enter(List<JournalLine> answers) {
        List<CompletableFuture<Boolean>> entered = answers.stream()
                .map(answer -> commits.replay(answer.event(), answer.at(), null))
                .toList();
        entered.forEach(RunLedger::await);
        BitSet rows = new BitSet();
        answers.forEach(answer -> rows.set(answer.event().row().row()));
        commits.whileSettled(() -> counters.placed(rows));
    }

    /** Holds workers back, from now on, whenever tables are read that have to agree with what is known of them here. */
    public void holdBackBy(WorkerBarrier barrier) {
        counters.reading().raise(barrier);
    }
}
