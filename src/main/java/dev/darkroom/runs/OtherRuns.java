package dev.darkroom.runs;

import dev.darkroom.io.CountText;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.StoredTotals;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.runs.JournalPositions;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the ledger up to the journals of runs: those that are not resumed, whose rows are checked before an equal one
 * is submitted, and those that it calls finished. The caller holds the workspace's lock.
 */
public final class OtherRuns {

    private static final Logger log = LoggerFactory.getLogger(OtherRuns.class);

    private final Workspace workspace;
    private final DataSource dataSource;
    private final InstantSource clock;
    private final JsonMapper json;

    public OtherRuns(Workspace workspace, DataSource dataSource, InstantSource clock, JsonMapper json) {
        this.workspace = workspace;
        this.dataSource = dataSource;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Catches up finished runs. One that the ledger had lost something of has to be examined again before it is called
     * so; one whose journal has lost something gets it back from the ledger.
     */
    public void catchUpFinished(RunStore runs) throws IOException {
        JournalPositions positions = JournalPositions.of(dataSource);
        for (RunRecord run : runs.newestFirst()) {
            Path journal = workspace.journal(run.id());
            if (run.state() != RunRecord.RunState.FINISHED) {
                continue;
            }
            if (positions.isCut(run, journal)) {
                open(run).close();
            } else if (positions.isBehind(run, journal)) {
                catchUp(run);
                runs.reopened(run.number(), "the ledger had lost a part of it");
            }
        }
    }

    public void catchUp(List<RunRecord> runs) throws IOException {
        for (RunRecord run : behind(runs)) {
            catchUp(run);
        }
        new StoredTotals(dataSource).keepMissing(runs);
    }

    /** Does what {@link #catchUpKilled(RunRecord)} does for all of these runs whose journals are ahead of the ledger. */
    void catchUpKilled(List<RunRecord> runs) throws IOException {
        for (RunRecord run : behind(runs)) {
            catchUpKilled(run);
        }
    }

    /**
     * Brings the ledger up to the journal of a run whose process was killed, and what it was submitting then into doubt, as
     * the next start does. A journal that cannot be read is passed over.
     */
    public void catchUpKilled(RunRecord run) throws IOException {
        if (run.state() != RunRecord.RunState.RUNNING && behind(List.of(run)).isEmpty()) {
            return;
        }
        try (RunLedger ledger = open(run)) {
            ledger.recovery().catchUp();
        } catch (LedgerException e) {
            log.info("the journal of the run {} cannot be read: {}", run.id(), FailureText.of(e));
        }
    }

    private List<RunRecord> behind(List<RunRecord> runs) throws IOException {
        JournalPositions positions = JournalPositions.of(dataSource);
        List<RunRecord> behind = new ArrayList<>();
        for (RunRecord run : runs) {
            if (positions.isBehind(run, workspace.journal(run.id()))) {
                behind.add(run);
            }
        }
        return behind;
    }

    private void catchUp(RunRecord run) {
        try (RunLedger ledger = open(run)) {
            log.info(
                    "the purchase journal of the run {} was {} ahead of the ledger, which has it by now",
                    run.id(),
                    CountText.of(ledger.recovery().catchUp(), "event"));
        }
    }

    private RunLedger open(RunRecord run) {
        try {
            return RunLedger.open(dataSource, json, clock, run, workspace.journal(run.id()));
        } catch (LedgerException e) {
            throw new LedgerException("the run " + run.id() + " has to be put right first: " + FailureText.of(e), e);
        }
    }
}
