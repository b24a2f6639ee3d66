package dev.darkroom.submit;

import dev.darkroom.io.CountText;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first rows go ahead and the others only when these have come to their end and few enough of them failed. Such
 * a stop stands; a run that is resumed past it has no canary any more.
 */
public final class CanaryGuard implements SubmitGuard {

    private static final RowState[] FAILURES = {
        RowState.FAILED, RowState.CANCELLED, RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED, RowState.UNKNOWN
    };

    private final int size;
    private final FailThreshold threshold;
    private final RunLedger ledger;
    private final Set<RowKey> ahead = new HashSet<>();
    private boolean passed;
    private long before = -1;

    /**
     * @param size how many rows go first
     * @param threshold how many of them may fail
     */
    public CanaryGuard(int size, FailThreshold threshold, RunLedger ledger) {
        this.size = size;
        this.threshold = threshold;
        this.ledger = ledger;
    }

    @Override
    public boolean ready(PendingRow row) {
        if (before < 0) {
            before = purchased();
        }
        return passed || settled() >= size || ahead.contains(row.key()) || before + ahead.size() < size;
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        if (passed) {
            return null;
        }
        if (settled() < size) {
            ahead.add(row.key());
            return null;
        }
        ledger.settle();
        // The first of them alone, since a run that is resumed has others behind them.
        long failed = ledger.ended().first(size).stream()
                .filter(ended -> ended.state() != RowState.SUCCEEDED)
                .count();
        passed = threshold.allows(failed, size);
        return passed
                ? null
                : StandingStopGuard.stop(
                        StopReason.CANARY,
                        failed + " of the first " + CountText.of(size, "row") + " failed",
                        ledger.run().id());
    }

    private long purchased() {
        return settled() + ledger.count(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
    }

    private long settled() {
        return ledger.count(RowState.SUCCEEDED) + ledger.count(FAILURES);
    }
}
