package dev.darkroom.job;

import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import java.util.List;

/** Tells tests outside this room with which code a run ends of which the steps alone were played. */
public final class RunEnds {

    private RunEnds() {}

    public static int exitCode(RunLedger ledger, List<RowOutcome> rows, FailThreshold threshold) {
        if (ledger.signals().refused() != null) {
            return ExitCode.USAGE;
        }
        StopSignal stopped = ledger.signals().stopped();
        long open = ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
        long lacking = rows.stream().filter(row -> !row.status().hasPicture()).count();
        return ExitCode.of(stopped == null ? null : stopped.reason(), open == 0, lacking, rows.size(), threshold);
    }
}
