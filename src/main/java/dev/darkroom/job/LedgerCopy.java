package dev.darkroom.job;

import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the ledger as of this moment, to read beside a running process; deleted when closed. */
final class LedgerCopy implements AutoCloseable {

    private static final String ENDING = ".mv.db";

    private final CopyFolder folder;
    private final LedgerDatabase database;

    private LedgerCopy(CopyFolder folder, LedgerDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    static LedgerCopy of(Workspace workspace) throws IOException {
        CopyFolder folder = CopyFolder.in(workspace, CopyFolder.LEDGER);
        try {
            Path copy = folder.path().resolve("ledger");
            Files.copy(Path.of(workspace.ledger() + ENDING), Path.of(copy + ENDING));
            return new LedgerCopy(folder, LedgerDatabase.openCopy(copy, Version.current()));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Whether there is room for a copy, and as much again: a copy that filled the disk would stop a run. */
    static boolean hasRoom(Workspace workspace) throws IOException {
        long bytes = Files.size(Path.of(workspace.ledger() + ENDING));
        return Files.getFileStore(workspace.home()).getUsableSpace() / 2 >= bytes;
    }

    LedgerDatabase database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        database.close();
        folder.close();
    }
}
