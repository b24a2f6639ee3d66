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
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the recipes to the commands, options and exit codes that there are. */
class RecipesTest {

    private static final Pattern CALL = Pattern.compile(
            "(?:darkroom|darkroom\\.jar|args: \\[)\\s*(run|resume|review|report|plan|runs|models|completion)\\b(.*)");

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    @Test
    void every_option_in_a_command_line_is_one_of_its_command() throws IOException {
        Map<String, ? extends Iterable<String>> known = DocumentedCommands.all();
        List<String> checked = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                CALL.matcher(Files.readString(page)).results().forEach(call -> {
                    Set<String> global = Set.of("--log", "--debug", "--help", "--version");
                    assertThat(OPTION.matcher(call.group(2)).results().map(MatchResult::group))
                            .as(page + ": " + call.group())
                            .allMatch(option -> global.contains(option) || contains(known.get(call.group(1)), option));
                    checked.add(call.group(1));
                });
            }
        }
        assertThat(checked).contains("run", "models");
    }

    @Test
    void every_exit_code_has_a_line() throws IOException, IllegalAccessException {
        List<String> lines = Files.readAllLines(Path.of("docs", "recipes.md"));
        for (Field code : ExitCode.class.getFields()) {
            String start = "| " + code.getInt(null) + " |";
            assertThat(lines).as(start).anyMatch(line -> line.startsWith(start));
        }
    }

    private static boolean contains(Iterable<String> options, String wanted) {
        for (String option : options) {
            if (option.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
