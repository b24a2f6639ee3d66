package dev.darkroom.ledger;

import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.rows.PictureShared;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands a journal's events to the ledger's writer, a page at a time, and counts those that it entered. */
final class ReplayedEvents {

    private static final int PAGE = 1_000;

    private final GroupCommit commits;
    private final List<CompletableFuture<Boolean>> written = new ArrayList<>();
    private int entered;

    ReplayedEvents(GroupCommit commits) {
        this.commits = commits;
    }

    void add(JournalLine line) {
        if (line.event() instanceof PictureShared shared) {
            written.add(commits.replay(shared.fromPending(), line.at(), null));
        }
        written.add(commits.replay(line.event(), line.at(), line.end()));
        if (written.size() >= PAGE) {
            await();
        }
    }

    /** Waits until all are durable; returns how many were entered. */
    int finish() {
        await();
        return entered;
    }

    private void await() {
        written.forEach(event -> entered += RunLedger.await(event) ? 1 : 0);
        written.clear();
    }
}
