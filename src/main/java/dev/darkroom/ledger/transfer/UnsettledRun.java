package dev.darkroom.ledger.transfer;

import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What of a run money was, or may have been, spent on just now, so that its workspace cannot be moved yet. Rows that are not
 * bought yet can; so can those that are paid for and timed out or were not downloaded: their requests' ids go along.
 *
 * @param run its id
 * @param atService how many rows are at the service, or downloading
 * @param unknown how many rows may have been bought, or not
 * @param forgotten whether the restored ledger may lack purchases of it
 */
public record UnsettledRun(String run, long atService, long unknown, boolean forgotten) {

    /** Finds those of a workspace, the newest first. */
    public static List<UnsettledRun> find(DataSource ledger, List<RunRecord> runs, ForgetfulRuns forgetful) {
        List<UnsettledRun> unsettled = new ArrayList<>();
        for (RunRecord run : runs) {
            Map<RowState, Long> states = new RunFigures(ledger, run).states();
            long atService = states.getOrDefault(RowState.SUBMITTING, 0L)
                    + states.getOrDefault(RowState.SUBMITTED, 0L)
                    + states.getOrDefault(RowState.COMPLETED, 0L);
            UnsettledRun found = new UnsettledRun(
                    run.id(), atService, states.getOrDefault(RowState.UNKNOWN, 0L), forgetful.contain(run));
            if (found.atService > 0 || found.unknown > 0 || found.forgotten) {
                unsettled.add(found);
            }
        }
        return unsettled;
    }

    /** Tells whether a restored ledger may lack purchases of a run, and nobody has looked for them yet. */
    public interface ForgetfulRuns {
        boolean contain(RunRecord run);
    }
}
