package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
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
        return read(yaml, JobOverrides.NONE);
    }

    JobSpec read(String yaml, JobOverrides overrides) {
        return read(yaml, overrides, Map.of());
    }

    JobSpec read(String yaml, JobOverrides overrides, Map<String, String> environment) {
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

    List<InputProblem> problems(String yaml) {
        return problems(yaml, JobOverrides.NONE);
    }

    List<InputProblem> problems(String yaml, JobOverrides overrides) {
        ManifestException refused = catchThrowableOfType(ManifestException.class, () -> read(yaml, overrides));
        return refused == null ? List.of() : refused.problems();
    }

    static JobOverrides set(String... assignments) {
        return new JobOverrides(null, null, null, null, null, null, null, List.of(assignments));
    }
}
