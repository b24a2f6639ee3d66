package dev.darkroom.ledger.database;

import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps copies of a ledger as it was before it was upgraded, for going back to the version that wrote them. */
public final class EarlierLedgers {

    private static final String ENDING = ".mv.db";
    private static final String LAYOUT = "-layout-";

    private EarlierLedgers() {}

    static Path copyOf(Path ledgerFile, int layout) {
        String name = ledgerFile.getFileName().toString();
        return ledgerFile.resolveSibling(name.replace(ENDING, LAYOUT + layout + ENDING));
    }

    /** Deletes those that were made before that; returns which. */
    public static List<Path> delete(Workspace workspace, Instant before) throws IOException {
        String ledger = workspace.ledger().getFileName().toString();
        List<Path> deleted = new ArrayList<>();
        try (var copies = Files.newDirectoryStream(workspace.home(), ledger + LAYOUT + "*" + ENDING)) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().isBefore(before)) {
                    Files.delete(copy);
                    deleted.add(copy);
                }
            }
        }
        return deleted;
    }
}
