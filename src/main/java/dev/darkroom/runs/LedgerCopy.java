package dev.darkroom.runs;

import dev.darkroom.ledger.RunRecovery;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.JournalPositions;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of the ledger as of this moment, to read beside a running process or after one that was killed: with what the
 * runs' journals are ahead. It is deleted when closed.
 */
public final class LedgerCopy implements AutoCloseable {

    private static final String ENDING = ".mv.db";

    private final CopyFolder folder;
    private final LedgerDatabase database;

    private LedgerCopy(CopyFolder folder, LedgerDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    public static LedgerCopy of(Workspace workspace, JsonMapper json) throws IOException {
        CopyFolder folder = CopyFolder.in(workspace, CopyFolder.LEDGER);
        try {
            Path copy = folder.path().resolve("ledger");
            Files.copy(Path.of(workspace.ledger() + ENDING), Path.of(copy + ENDING));
            LedgerDatabase database = LedgerDatabase.openCopy(copy, ProgramVersion.current());
            replay(workspace, database.dataSource(), json);
            return new LedgerCopy(folder, database);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void replay(Workspace workspace, DataSource copy, JsonMapper json) throws IOException {
        JournalPositions positions = JournalPositions.of(copy);
        for (RunRecord run : new RunStore(copy, json).newestFirst()) {
            Path journal = workspace.journal(run.id());
            if (positions.isBehind(run, journal)) {
                RunRecovery.foreseeReplay(copy, json, run, journal);
            }
        }
    }

    /** Returns whether there is room for a copy, and as much again: a copy that filled the disk would stop a run. */
    public static boolean hasRoom(Workspace workspace) throws IOException {
        long bytes = Files.size(Path.of(workspace.ledger() + ENDING));
        return Files.getFileStore(workspace.home()).getUsableSpace() / 2 >= bytes;
    }

    public LedgerDatabase database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        database.close();
        folder.close();
    }
}
