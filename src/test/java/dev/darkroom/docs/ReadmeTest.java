package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CommandShell;
import dev.darkroom.cli.DarkroomCli;
import dev.darkroom.cli.DocumentedCommands;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.DocumentedColumns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what the program does: neither names what the other does not have. */
class ReadmeTest {

    private static final Path FILE = Path.of("README.md");

    private final String text;
    private final List<String> lines;

    @TempDir
    private Path folder;

    ReadmeTest() throws IOException {
        text = Files.readString(FILE);
        lines = text.lines().toList();
    }

    @Test
    void every_command_is_listed_and_no_other() {
        List<String> listed = table("| command |").stream()
                .map(line -> first(line, "\\| `([a-z-]+)"))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(DocumentedCommands.all().keySet());
    }

    @Test
    void every_option_is_named_and_no_other() {
        Set<String> known = new HashSet<>(List.of("--help", "--version", "--debug", "--log"));
        DocumentedCommands.all().values().forEach(known::addAll);

        assertThat(all("(?<![\\w-])(--[a-z][a-z-]*)").distinct()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void every_exit_code_is_listed_and_no_other() throws IllegalAccessException {
        List<String> listed = table("| exit code |").stream()
                .map(line -> first(line, "\\| (\\d+) \\|"))
                .toList();

        assertThat(listed).containsExactlyElementsOf(exitCodes());
    }

    @Test
    void every_status_is_listed_in_the_reports_order() {
        List<String> listed = table("| status |").stream()
                .map(line -> first(line, "\\| `([a-z_]+)`"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(RowStatus.values())
                        .map(RowStatus::keyword)
                        .toList());
    }

    @Test
    void the_results_columns_are_listed_in_their_order() {
        assertThat(text.replaceAll("\\s+", " ")).contains(String.join(", ", DocumentedColumns.all()));
    }

    @Test
    void every_sample_job_is_named() throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            assertThat(jobs.map(job -> "`" + job.getFileName() + "`"))
                    .allSatisfy(job -> assertThat(text).contains(job));
        }
    }

    @Test
    void the_files_it_links_to_are_there() {
        assertThat(all("\\]\\(([^)#]+)\\)"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    @Test
    void the_first_job_is_valid_as_it_stands() throws IOException {
        Files.writeString(folder.resolve("products.csv"), block("csv"));
        Files.writeString(folder.resolve("first.yaml"), block("yaml"));
        StringWriter out = new StringWriter();
        CommandShell shell = new CommandShell(new PrintWriter(out), new PrintWriter(out), Map.of(), folder, false);

        int code = new DarkroomCli(shell, new StopSwitch()).run("validate", "first.yaml");

        assertThat(out.toString().strip()).isEqualTo("2 rows: 2 good, 0 bad; 0 warnings");
        assertThat(code).isEqualTo(ExitCode.FINISHED);
    }

    /** Returns the body of the table whose head starts so. */
    private List<String> table(String head) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** Returns the first fenced block of this language, without the indent it has in a list. */
    private String block(String language) {
        return first(text, "(?s)```" + language + "\\n(.*?)\\n *```").stripIndent();
    }

    private Stream<String> all(String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
    }

    private static String first(String in, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        assertThat(matcher.find()).as("%s in %s", pattern, in).isTrue();
        return matcher.group(1);
    }

    private static List<String> exitCodes() throws IllegalAccessException {
        List<String> codes = new ArrayList<>();
        for (Field field : ExitCode.class.getFields()) {
            codes.add(String.valueOf(field.getInt(null)));
        }
        return codes;
    }
}
