package dev.darkroom.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds a journal against the ledger and tells which events the ledger lost: the journal is forced to disk before the
 * ledger commits, so it may know more. A row is never taken back.
 */
final class JournalReplay {

    private final JournalFold fold;

    JournalReplay(JournalFold fold) {
        this.fold = fold;
    }

    /** The events, in order, that bring a row to where the journal says it is; none if the ledger knows as much. */
    List<LedgerEvent> lost(WorkPages.Standing row) {
        JournalLine line = fold.of(row.key().row());
        if (line == null || line.attempt() < row.attempt()) {
            return List.of();
        }
        boolean begun = line.attempt() == row.attempt() && row.purchased();
        List<LedgerEvent> events = new ArrayList<>();
        RowState state = row.state();
        if (state == RowState.PENDING && !begun && !line.what().equals("released")) {
            events.add(new LedgerEvent.Intended(row.key(), line.attempt(), line.usd()));
            state = RowState.SUBMITTING;
        }
        if (state == RowState.SUBMITTING) {
            state = answered(row.key(), line, events);
        }
        if (state == RowState.UNKNOWN && begun && line.requestId() != null) {
            events.add(new Resolved(row.key(), line.attempt(), line.requestId()));
            state = RowState.SUBMITTED;
        }
        if (state == RowState.SUBMITTED && line.pictures() != null) {
            events.add(new LedgerEvent.Completed(row.key(), line.attempt(), List.of(), new JobTimes(null, null), null));
            state = RowState.COMPLETED;
        }
        if (state == RowState.COMPLETED && line.pictures() != null) {
            events.add(new LedgerEvent.Fetched(row.key(), line.attempt(), line.pictures(), 0));
        }
        return events;
    }

    private static RowState answered(RowKey row, JournalLine line, List<LedgerEvent> events) {
        int attempt = line.attempt();
        if (line.requestId() != null) {
            events.add(new LedgerEvent.Accepted(row, attempt, line.requestId()));
            return RowState.SUBMITTED;
        }
        Reason reason = new Reason(
                line.code() == null ? "SUBMIT_UNKNOWN" : line.code(), line.words() == null ? "" : line.words());
        switch (line.what()) {
            case "refused" -> events.add(new LedgerEvent.Refused(row, attempt, reason));
            case "unknown" -> events.add(new LedgerEvent.Lost(row, attempt, reason));
            case "released" -> events.add(new LedgerEvent.Released(row, attempt, false));
            default -> {
                // An intent without an answer: what is left in SUBMITTING becomes unknown.
            }
        }
        return RowState.SUBMITTING;
    }
}
