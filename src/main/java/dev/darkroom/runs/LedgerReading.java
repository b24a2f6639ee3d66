package dev.darkroom.runs;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.NewerLedgerException;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a workspace's ledger, also beside the process that writes it. */
public final class LedgerReading {

    private LedgerReading() {}

    /**
     * Hands the ledger to the reader, for as long as that takes.
     *
     * @param held whether the caller holds the workspace's lock; otherwise a copy of the ledger is read, or what is committed of
     *     one that several hosts share
     * @throws NoSuchRunException if there is no ledger yet
     */
    public static <T> T read(Workspace workspace, boolean held, JsonMapper json, LedgerReader<T> reader)
            throws IOException {
        if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
            throw NoSuchRunException.anyIn(workspace);
        }
        PostgresAddress address = workspace.database();
        if (address != null && !held) {
            try (LedgerDatabase database =
                    LedgerDatabase.openToRead(address).orElseThrow(() -> NoSuchRunException.anyIn(workspace))) {
                return reader.read(database);
            }
        }
        if (held) {
            try (LedgerDatabase database = WorkspaceLedger.openBriefly(workspace, json)) {
                return reader.read(database);
            }
        }
        try (LedgerCopy copy = copy(workspace, json)) {
            return reader.read(copy.database());
        }
    }

    private static LedgerCopy copy(Workspace workspace, JsonMapper json) throws IOException {
        try {
            return LedgerCopy.of(workspace, json);
        } catch (NewerLedgerException e) {
            throw e;
        } catch (LedgerException e) {
            throw WorkspaceLedger.unusable(
                    "the ledger of the workspace " + workspace.home() + " cannot be read: " + FailureText.of(e), e);
        }
    }

    /** Reads from the ledger while it is open. */
    public interface LedgerReader<T> {
        T read(LedgerDatabase database) throws IOException;
    }
}
