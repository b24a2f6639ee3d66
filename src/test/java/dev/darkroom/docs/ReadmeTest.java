package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.DarkroomCli;
import dev.darkroom.cli.DocumentedCommands;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is short, and says what the program does. */
class ReadmeTest {

    private static final int MAX_LINES = 200;

    private final MarkdownPage readme;

    @TempDir
    private Path folder;

    ReadmeTest() throws IOException {
        readme = MarkdownPage.read("README.md");
    }

    @Test
    void it_is_read_in_ten_minutes() {
        assertThat(readme.text().lines().count()).isLessThan(MAX_LINES);
    }

    @Test
    void every_command_is_listed_as_it_is_called_and_no_other() {
        assertThat(readme.firstCells("| command |", "`([^`]+)`"))
                .containsExactlyInAnyOrderElementsOf(DocumentedCommands.calls());
    }

    @Test
    void no_option_is_named_that_there_is_not() {
        Set<String> known = new HashSet<>(List.of("--help", "--version", "--debug", "--log"));
        DocumentedCommands.all().values().forEach(known::addAll);

        assertThat(readme.all("(?<![\\w-])(--[a-z][a-z-]*)")).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void every_sample_job_is_named() throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            assertThat(jobs.map(job -> "`" + job.getFileName() + "`"))
                    .allSatisfy(job -> assertThat(readme.text()).contains(job));
        }
    }

    @Test
    void the_program_is_made_without_its_tests() {
        assertThat(readme.all("(?m)^ +\\./mvnw (.*)$"))
                .containsExactly("spring-boot:run", "verify", "-DskipTests package");
    }

    @Test
    void the_first_job_is_valid_as_it_stands() throws IOException {
        Files.writeString(folder.resolve("products.csv"), readme.block("csv"));
        Files.writeString(folder.resolve("first.yaml"), readme.block("yaml"));
        StringWriter out = new StringWriter();
        CommandShell shell = new CommandShell(new PrintWriter(out), new PrintWriter(out), Map.of(), folder, false);

        int code = new DarkroomCli(shell, new StopSwitch()).run("validate", "first.yaml");

        assertThat(out.toString().strip()).isEqualTo("2 rows: 2 good, 0 bad; 0 warnings");
        assertThat(code).isEqualTo(ExitCode.FINISHED);
    }
}
