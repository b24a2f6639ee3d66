package dev.darkroom.job;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.runs.LeftAnswers;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.WorkspaceLedger;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.Instant;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a workspace's ledger open while a run is at work in it. The caller holds the workspace's lock.
 *
 * @param place where it is
 * @param database its ledger
 * @param runs those that the ledger knows
 */
record OpenWorkspace(Workspace place, LedgerDatabase database, RunStore runs) implements AutoCloseable {

    /**
     * Opens it, once it is rid of what processes that died have left.
     *
     * @throws dev.darkroom.ledger.rows.LedgerException if the ledger knows less than it should
     */
    static OpenWorkspace open(Workspace place, JsonMapper json, Instant now) throws IOException {
        RunFolder.sweep(place, now);
        LedgerDatabase database = WorkspaceLedger.open(place, json);
        RunStore runs = new RunStore(database.dataSource(), json);
        if (place.isShared()) {
            LateAnswerTable late = new LateAnswerTable(database.dataSource());
            LeftAnswers.handInHere(place, runs, late);
            LeftAnswers.reopenFinishedWithout(late, runs);
        }
        return new OpenWorkspace(place, database, runs);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    public void close() {
        database.close();
    }
}
