package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.DocumentedCommands;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/commands.md says what the commands take: neither names what the other does not have. */
class CommandsPageTest {

    private static final String OPTIONS = "| option |";

    private final MarkdownPage page;

    CommandsPageTest() throws IOException {
        page = MarkdownPage.read("docs/commands.md");
    }

    @Test
    void every_command_has_a_section_in_the_order_of_the_help_and_no_other() {
        assertThat(page.headings().stream().filter(heading -> heading.startsWith("`")))
                .containsExactlyElementsOf(DocumentedCommands.calls().stream()
                        .map(CommandsPageTest::heading)
                        .toList());
    }

    static List<String> calls() {
        return DocumentedCommands.calls();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_command_has_its_options_with_what_the_help_says(String call) {
        MarkdownPage section = page.section(heading(call));

        assertThat(section.table(OPTIONS))
                .containsExactlyElementsOf(DocumentedCommands.optionLines().get(call));
        assertThat(section.localLinks().contains("#the-jobs-options"))
                .isEqualTo(DocumentedCommands.takingJobOptions().contains(call));
    }

    @Test
    void the_options_that_several_have_are_listed() {
        assertThat(page.section("Every command").table(OPTIONS))
                .containsExactlyElementsOf(DocumentedCommands.commonOptionLines());
        assertThat(page.section("The job's options").table(OPTIONS))
                .containsExactlyElementsOf(DocumentedCommands.jobOptionLines());
    }

    @Test
    void no_other_option_is_named() {
        Set<String> known = DocumentedCommands.all().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(List.of("--help", "--version", "--debug", "--log"));

        assertThat(page.all("(?<![\\w-])(--[a-z][a-z-]*)").distinct()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void every_exit_code_is_listed_and_no_other() throws IllegalAccessException {
        List<String> codes = new ArrayList<>();
        for (Field field : ExitCode.class.getFields()) {
            codes.add(String.valueOf(field.getInt(null)));
        }
        assertThat(page.firstCells("| exit code |", "(\\d+) \\|")).containsExactlyElementsOf(codes);
    }

    @Test
    void every_variable_that_the_sources_read_is_listed_and_no_other() throws IOException {
        Pattern variable = Pattern.compile("\"((?:DARKROOM|RUNCOMFY|OTEL|SUDO)_[A-Z_]*)\""
                + "|(?:get|getOrDefault|containsKey|getenv)\\(\\s*\"([A-Z][A-Z_]+|[a-z]+_[a-z]+)\"");
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                variable.matcher(Files.readString(source))
                        .results()
                        .forEach(match -> named.add(match.group(1) == null ? match.group(2) : match.group(1)));
            }
        }
        List<String> listed = page.firstCells("| variable |", "(`.+?`) \\|").stream()
                .flatMap(names -> Stream.of(names.replace("`", "").split(", ")))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void every_variable_that_the_launcher_reads_is_listed_and_no_other() throws IOException {
        Path launcher = Path.of("src", "main", "distribution", "bin", "darkroom");
        Set<String> read = Pattern.compile("\\$\\{?([A-Z][A-Z_]+)")
                .matcher(Files.readString(launcher))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        read.removeAll(List.of("HOME", "PATH"));

        assertThat(page.firstCells("| launcher's variable |", "`(.+?)` \\|")).containsExactlyInAnyOrderElementsOf(read);
    }

    private static String heading(String call) {
        return "`" + call + "`";
    }
}
