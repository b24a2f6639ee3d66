package dev.darkroom.runs;

import dev.darkroom.io.CountText;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.NewerLedgerException;
import dev.darkroom.ledger.lease.FormerWorkers;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.UnusableLedgerException;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.workspace.DatabaseFailure;
import dev.darkroom.workspace.MoveMark;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a workspace's ledger, unless it knows less than it should: with a ledger that was lost, cut or put back from an
 * older copy, forgotten rows would be submitted again. The caller holds the workspace's lock.
 */
public final class WorkspaceLedger {

    private static final String REMEDY = "'resume --rebuild' restores it from the runs' own folders in the workspace";

    private WorkspaceLedger() {}

    /**
     * Opens it, making it if there never was one.
     *
     * @throws LedgerException if it is gone, damaged or does not know every run that the workspace holds
     * @throws dev.darkroom.workspace.WorkspaceException if it was moved to a database
     */
    public static LedgerDatabase open(Workspace workspace, JsonMapper json) throws IOException {
        return open(workspace, json, LedgerDatabase::open);
    }

    /** Opens it, as {@link #open} does, for somebody who writes nothing or little. */
    static LedgerDatabase openBriefly(Workspace workspace, JsonMapper json) throws IOException {
        return open(workspace, json, LedgerDatabase::openBriefly);
    }

    private static LedgerDatabase open(
            Workspace workspace, JsonMapper json, BiFunction<Path, String, LedgerDatabase> opening) throws IOException {
        if (workspace.database() != null) {
            return openShared(workspace.database());
        }
        MoveMark.checkNotMoved(workspace);
        List<String> recorded = RunFolder.recorded(workspace);
        if (!workspace.hasLedger() && !recorded.isEmpty()) {
            throw new UnusableLedgerException("the ledger of the workspace " + workspace.home() + " is gone, but there "
                    + (recorded.size() == 1 ? "is " : "are ") + CountText.of(recorded.size(), "run") + " in it: "
                    + REMEDY);
        }
        LedgerDatabase database = openWhole(workspace, opening);
        try {
            checkRuns(workspace, new RunStore(database.dataSource(), json), recorded);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static LedgerDatabase openShared(PostgresAddress address) {
        LedgerDatabase database = LedgerDatabase.open(address, ProgramVersion.current());
        try {
            FormerWorkers.dismiss(database.dataSource(), Sleeper.real()::sleep);
            return database;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            database.close();
            throw new LedgerException("interrupted while workers were ending their work", e);
        } catch (DataAccessException e) {
            database.close();
            throw DatabaseFailure.of(address, e);
        }
    }

    private static LedgerDatabase openWhole(Workspace workspace, BiFunction<Path, String, LedgerDatabase> opening) {
        try {
            return opening.apply(workspace.ledger(), ProgramVersion.current());
        } catch (NewerLedgerException e) {
            throw e;
        } catch (LedgerException e) {
            throw unusable(FailureText.of(e), e);
        }
    }

    /**
     * Returns the exception of a ledger that cannot be opened, with its remedy where the message has none.
     *
     * @param message what is wrong with it
     */
    static LedgerException unusable(String message, LedgerException why) {
        if (DiskFull.isCauseOf(why)) {
            return why;
        }
        String remedy = FailureText.isUnexplained(why) ? ". If it is damaged, " + REMEDY : "";
        return new UnusableLedgerException(message + remedy, why);
    }

    private static void checkRuns(Workspace workspace, RunStore runs, List<String> recorded) {
        Set<String> known = runs.ids();
        for (String run : recorded) {
            if (!known.contains(run)) {
                throw new UnusableLedgerException("the ledger of the workspace " + workspace.home()
                        + " does not know the run " + run + ", which is there: it was cut, or put back from an older"
                        + " copy. " + REMEDY);
            }
        }
    }
}
