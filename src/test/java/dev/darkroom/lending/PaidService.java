package dev.darkroom.lending;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A service that knows what it was asked for, and by that what must be true of each row, whoever submitted it. */
public final class PaidService {

    private static final RowReason LOST = new RowReason("no_answer", "the answer was lost");

    private final Random random;
    private final Map<Integer, RowFate> fates = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int requests;

    public PaidService(Random random) {
        this.random = random;
    }

    /** Takes a request, unless there are too many; its answer may be lost. */
    LedgerEvent submit(PendingRow row, String process) {
        RowFate fate = fate(row.key().row());
        if (fate.mayBeBought) {
            violate(process + " submits row " + row.key().row() + " again, which may have been bought before");
        }
        int chance = random.nextInt(20);
        if (chance < 2) {
            return new LedgerEvent.SubmitReleased(row.key(), row.attempt(), true);
        }
        fate.mayBeBought = true;
        if (chance < 5) {
            fate.mayStayUnknown = true;
            return new LedgerEvent.SubmitUnknown(row.key(), row.attempt(), LOST);
        }
        return new LedgerEvent.SubmitAccepted(row.key(), row.attempt(), "request-" + ++requests);
    }

    private RowFate fate(int row) {
        return fates.computeIfAbsent(row, number -> new RowFate());
    }

    /** Notes that whoever held what would tell of a row's purchase did not live to tell, or could tell nothing that counts. */
    void mayStayUnknown(int row) {
        fate(row).mayStayUnknown = true;
    }

    /** Notes an answer that a process has written down: from now on it must not be lost. */
    void written(LedgerEvent answer) {
        if (answer instanceof LedgerEvent.SubmitAccepted accepted) {
            fate(answer.row().row()).request = accepted.requestId();
        }
    }

    public void violate(String what) {
        violations.add(what);
    }

    /** Returns what was wrong. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Checks how a row has ended.
     *
     * @param request by which it was bought, as the ledger has it
     */
    public void checkEnd(int row, RowState state, @Nullable String request) {
        RowFate fate = fate(row);
        if (state != RowState.SUCCEEDED && state != RowState.UNKNOWN) {
            violate("row " + row + " ends as " + state);
        } else if (fate.request != null && (state != RowState.SUCCEEDED || !fate.request.equals(request))) {
            violate("row " + row + " was bought as " + fate.request + ", and ends as " + state + " by " + request);
        } else if (state == RowState.UNKNOWN && !fate.mayStayUnknown) {
            violate("row " + row + " stays unknown, and nothing of it was lost");
        }
    }

    /** What the service, and who submits, know of a row. */
    private static final class RowFate {

        private boolean mayBeBought;
        private boolean mayStayUnknown;
        private @Nullable String request;
    }
}
