package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes job files into a folder and reads them, or lists what is wrong with them. */
final class JobFiles {

    private final Path file;

    JobFiles(Path folder) {
        this.file = folder.resolve("job.yaml");
    }

    Path file() {
        return file;
    }

    JobSpec read(String yaml) {
        return read(yaml, Overrides.NONE);
    }

    JobSpec read(String yaml, Overrides overrides) {
        return read(yaml, overrides, Map.of());
    }

    JobSpec read(String yaml, Overrides overrides, Map<String, String> environment) {
        try {
            Files.writeString(file, yaml);
            return JobFile.read(file, overrides, environment);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads a job that has a manifest and this besides. */
    JobSpec with(String yaml) {
        return read("manifest: rows.csv\n" + yaml);
    }

    List<Problem> problems(String yaml) {
        return problems(yaml, Overrides.NONE);
    }

    List<Problem> problems(String yaml, Overrides overrides) {
        ManifestException refused = catchThrowableOfType(ManifestException.class, () -> read(yaml, overrides));
        return refused == null ? List.of() : refused.problems();
    }

    static Overrides set(String... assignments) {
        return new Overrides(null, null, null, null, null, null, null, List.of(assignments));
    }
}
