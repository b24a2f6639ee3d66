package dev.darkroom.job.maintenance;

import dev.darkroom.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a run's results as they were before its ledger was restored: request ids may stand there that nothing else has. An
 * earlier such copy stays.
 */
final class ResultsBackup {

    private static final List<String> ENDINGS = List.of(".csv", ".jsonl");

    private final Path output;

    /** @param output the run's output directory */
    ResultsBackup(Path output) {
        this.output = output;
    }

    /** Copies the results that are there, each beside itself; returns the copies. */
    List<Path> keep() throws IOException {
        List<String> there = ENDINGS.stream()
                .filter(ending -> Files.isRegularFile(output.resolve("results" + ending)))
                .toList();
        String name = freeName();
        List<Path> copies = new ArrayList<>();
        for (String ending : there) {
            Path copy = output.resolve(name + ending);
            AtomicFiles.copy(output.resolve("results" + ending), copy);
            copies.add(copy);
        }
        return copies;
    }

    private String freeName() {
        String name = "results.before-rebuild";
        for (int number = 2; isTaken(name); number++) {
            name = "results.before-rebuild-" + number;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return ENDINGS.stream().anyMatch(ending -> Files.exists(output.resolve(name + ending)));
    }
}
