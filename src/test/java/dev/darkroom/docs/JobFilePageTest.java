package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.jobfile.DocumentedKeys;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reference of the job file to what its reader knows. */
class JobFilePageTest {

    private static final Path FILE = Path.of("docs", "job-file.md");

    @TempDir
    private Path folder;

    @Test
    void every_key_is_listed_with_its_default_and_in_order() throws IOException {
        List<String> listed = Files.readAllLines(FILE).stream()
                .dropWhile(line -> !line.startsWith("| key |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(listed).containsExactlyElementsOf(DocumentedKeys.tableLines());
    }

    @Test
    void the_long_example_is_a_job() throws IOException {
        JobSpec job = read(blocks(FILE).findFirst().orElseThrow());

        assertThat(job.name()).isEqualTo("nightly-retouch");
        assertThat(job.deadline()).isNotNull();
        assertThat(job.notifications()).hasSize(1);
        assertThat(job.report().by()).containsExactly("brand", "category");
    }

    /** Returns parts of a job, each here with a manifest in front. */
    static Stream<String> parts_of_jobs() throws IOException {
        return Stream.of(Path.of("README.md"), Path.of("docs", "checks.md"))
                .flatMap(JobFilePageTest::blocks)
                .filter(block -> !block.contains("manifest:"));
    }

    @ParameterizedTest
    @MethodSource("parts_of_jobs")
    void parts_of_jobs_elsewhere_are_read(String part) throws IOException {
        assertThat(read("manifest: rows.csv\n" + part)).isNotNull();
    }

    private JobSpec read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), yaml);
        return JobFile.read(file, JobOverrides.NONE, Map.of());
    }

    private static Stream<String> blocks(Path file) {
        try {
            Matcher block = Pattern.compile("(?s)```yaml\\n(.*?)\\n *```").matcher(Files.readString(file));
            return block.results().map(match -> match.group(1).stripIndent()).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
