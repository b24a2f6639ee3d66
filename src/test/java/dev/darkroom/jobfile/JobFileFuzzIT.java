package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.fuzz.PlacedProblems;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job files broken in every way: each is a job, or says at which line and column it is none. */
class JobFileFuzzIT {

    @TempDir
    private Path folder;

    @Test
    void no_text_makes_the_reader_fall() throws IOException {
        Path file = folder.resolve("job.yaml");
        FuzzCases.each(new Mutator(seeds(), keys()), text -> {
            Files.write(file, text);
            assertThat(JobFile.nameOf(file)).isNotNull();
            try {
                JobSpec job = JobFile.read(file, JobOverrides.NONE, Map.of());
                assertThat(job.name()).isNotBlank();
            } catch (ManifestException refused) {
                new PlacedProblems(file.toString(), text).check(refused.problems());
                refused.problems().forEach(JobFileFuzzIT::hasColumn);
            }
        });
    }

    private static void hasColumn(InputProblem problem) {
        if (problem.line() > 0) {
            assertThat(problem.column()).as(problem.toString()).matches("[1-9]\\d*");
        }
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(
                List.of(Mutator.sample("anchor.yaml"), Mutator.sample("curly.yaml"), Mutator.sample("many.yaml")));
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            for (Path job : jobs.sorted().toList()) {
                seeds.add(Files.readAllBytes(job));
            }
        }
        return seeds;
    }

    private static String[] keys() {
        return JobKeys.ALL.stream()
                .flatMap(key -> Stream.of(
                        String.join(": { ", key.path()) + ": ",
                        "\n" + key.path().get(0) + ":\n  - "))
                .toArray(String[]::new);
    }
}
