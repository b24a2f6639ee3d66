package dev.darkroom.runs;

import dev.darkroom.io.DurableText;
import dev.darkroom.ledger.shared.SharedFiles;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores in the database that several hosts share what a workspace on one host keeps in files. */
public final class SharedFilesCopy {

    private static final Set<String> NAMES = Set.of("job.json", "ids.txt", "run.json", "survey.json");
    private static final String MANIFEST = "manifest.";
    private static final String UNFINISHED = ".tmp";

    private SharedFilesCopy() {}

    /**
     * Stores each run's job with its ids, manifest, survey, description, standing stop and balances, services' pauses and the last summary. Journals are
     * not among them: the ledger holds all of them.
     *
     * @param to the workspace in the database
     */
    public static void store(Workspace from, List<String> runs, Workspace to, DataSource target) throws IOException {
        SharedFiles files = new SharedFiles(target);
        for (String run : runs) {
            for (Path file : kept(from.runFolder(run))) {
                files.store(run, file);
            }
            Path journal = from.journal(run);
            copy(
                    journal.resolveSibling(journal.getFileName() + "." + SharedFiles.STOP),
                    files.text(run, SharedFiles.STOP));
            copy(SharedRecords.balanceFile(from, run), files.text(run, SharedFiles.BALANCE));
        }
        copy(from.pauses(), SharedRecords.pauses(to, target));
        copy(from.summary(), SharedRecords.summary(to, target));
    }

    private static List<Path> kept(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isKept(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isKept(String name) {
        return NAMES.contains(name) || (name.startsWith(MANIFEST) && !name.endsWith(UNFINISHED));
    }

    private static void copy(Path file, @Nullable DurableText to) throws IOException {
        Optional<byte[]> written = DurableText.inFile(file).read();
        if (to != null && written.isPresent()) {
            to.write(new String(written.get(), StandardCharsets.UTF_8));
        }
    }
}
