package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowState;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what must not be lost to the journal alone, once no room is left for the ledger or its database is away: the next
 * start enters it.
 *
 * <p>That is what the service has answered and what was fetched. Nothing else may begin: an intent that came into the
 * journal but not into the ledger is taken back, since its request will never leave.
 */
public final class DiskFullJournal {

    private final PurchaseJournal journal;
    private final InstantSource clock;
    private final IntentTimes intents;

    /** @param intents by whose times those that are taken back are known */
    public DiskFullJournal(PurchaseJournal journal, InstantSource clock, IntentTimes intents) {
        this.journal = journal;
        this.clock = clock;
        this.intents = intents;
    }

    /**
     * Saves of a group that never came to the journal what can be saved; returns that, durable.
     *
     * @param perhapsEntered whether the ledger may have it all the same, so that intents are taken back
     * @throws IOException if nothing of it could be written
     */
    public List<LedgerEvent> save(List<LedgerEvent> group, boolean perhapsEntered) throws IOException {
        List<LedgerEvent> saved = group.stream()
                .filter(DiskFullJournal::isOwed)
                .filter(event -> !perhapsEntered || !isDoubtOfOthers(event))
                .toList();
        append(saved);
        if (perhapsEntered) {
            takeBack(group);
        }
        return saved;
    }

    /**
     * Sorts a group that is in the journal, but perhaps not in the ledger; returns what can be relied on.
     *
     * @throws IOException if intents could not be taken back; their rows may be in doubt after the next start
     */
    public List<LedgerEvent> sort(List<LedgerEvent> journaled) throws IOException {
        takeBack(journaled);
        return journaled.stream().filter(DiskFullJournal::isOwed).toList();
    }

    private void takeBack(List<LedgerEvent> events) throws IOException {
        List<LedgerEvent> takenBack = new ArrayList<>();
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.SubmitIntended) {
                takenBack.add(new LedgerEvent.SubmitReleased(event.row(), event.attempt(), false));
            }
        }
        append(takenBack);
    }

    private void append(List<LedgerEvent> events) throws IOException {
        Instant now = clock.instant();
        Map<Instant, List<LedgerEvent>> byTime = new LinkedHashMap<>();
        for (LedgerEvent event : events) {
            Instant at = event instanceof LedgerEvent.SubmitReleased ? intents.of(event.row(), now) : now;
            byTime.computeIfAbsent(at, time -> new ArrayList<>()).add(event);
        }
        for (Map.Entry<Instant, List<LedgerEvent>> group : byTime.entrySet()) {
            journal.append(group.getValue(), group.getKey());
        }
    }

    /**
     * Returns whether an event puts an intent of another process in doubt. It tells of no answer: whoever follows finds the
     * intent as it stands, and by then that process may have said that nothing was sent.
     */
    private boolean isDoubtOfOthers(LedgerEvent event) {
        return event instanceof LedgerEvent.SubmitUnknown && !intents.isOpen(event.row());
    }

    private static boolean isOwed(LedgerEvent event) {
        return event.from() == RowState.SUBMITTING || event instanceof OutputsDownloaded;
    }
}
