package dev.darkroom.job;

import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.Workspace;
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
record OpenWorkspace(Workspace place, LedgerDatabase database, Runs runs) implements AutoCloseable {

    /**
     * Opens it, once it is rid of what processes that died have left.
     *
     * @throws dev.darkroom.ledger.LedgerException if the ledger knows less than it should
     */
    static OpenWorkspace open(Workspace place, JsonMapper json, Instant now) throws IOException {
        RunFolder.sweep(place, now);
        LedgerDatabase database = WorkspaceLedger.open(place, json);
        return new OpenWorkspace(place, database, new Runs(database.dataSource(), json));
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    public void close() {
        database.close();
    }
}
