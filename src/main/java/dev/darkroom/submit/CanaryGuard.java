package dev.darkroom.submit;

import dev.darkroom.jobfile.FailThreshold;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals.StopSignal;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first rows go ahead and the others only when these have come to their end and few enough of them failed. A
 * run that is resumed after such a stop is not stopped by it again: the user has seen it.
 */
public final class CanaryGuard implements SubmitGuard {

    private static final RowState[] FAILURES = {
        RowState.FAILED, RowState.CANCELLED, RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED, RowState.UNKNOWN
    };

    private final int size;
    private final FailThreshold threshold;
    private final RunLedger ledger;
    private final Set<RowKey> ahead = new HashSet<>();
    private @Nullable Boolean passed;
    private long before;

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
        if (passed == null) {
            before = purchased();
            passed = settled() >= size;
        }
        boolean settled = passed || settled() >= size;
        return settled || ahead.contains(row.key()) || before + ahead.size() < size;
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        if (Boolean.TRUE.equals(passed)) {
            return null;
        }
        if (settled() < size) {
            ahead.add(row.key());
            return null;
        }
        passed = true;
        long failed = ledger.count(FAILURES);
        if (threshold.allows(failed, size)) {
            return null;
        }
        return new StopSignal(
                StopReason.CANARY,
                failed + " of the first " + size
                        + " rows failed; look at them in failed.csv: the next start buys the others");
    }

    private long purchased() {
        return settled() + ledger.count(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
    }

    private long settled() {
        return ledger.count(RowState.SUCCEEDED) + ledger.count(FAILURES);
    }
}
