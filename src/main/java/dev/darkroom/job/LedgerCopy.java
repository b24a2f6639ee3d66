package dev.darkroom.job;

import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the ledger as of this moment, to read beside a running process; deleted when closed. */
final class LedgerCopy implements AutoCloseable {

    private static final String ENDING = ".mv.db";

    private final Path folder;
    private final LedgerDatabase database;

    private LedgerCopy(Path folder, LedgerDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    static LedgerCopy of(Workspace workspace) throws IOException {
        Path folder = Files.createTempDirectory(workspace.home(), "copy-");
        Path copy = folder.resolve("ledger");
        Files.copy(Path.of(workspace.ledger() + ENDING), Path.of(copy + ENDING));
        return new LedgerCopy(folder, LedgerDatabase.open(copy, Version.current()));
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
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
