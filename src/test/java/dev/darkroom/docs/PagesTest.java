package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.darkroom.cli.DocumentedCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README and the pages in docs lead to one another, and name commands that the program takes. */
class PagesTest {

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    /** Also a container's, such as {@code args: [run, job.yaml]}. */
    private static final Pattern CALL = Pattern.compile("(?:darkroom|darkroom\\.jar|args: \\[)\\s*("
            + String.join("|", DocumentedCommands.all().keySet()) + ")\\b(.*)");

    private static final Set<String> COMMON = Set.of("--log", "--debug", "--help", "--version");

    @Test
    void links_lead_to_files_and_headings_that_there_are() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (String link : page.localLinks()) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(page.file() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_readme_leads_to_every_page() throws IOException {
        List<String> links = MarkdownPage.read("README.md").localLinks();

        assertThat(MarkdownPage.all().stream().skip(1))
                .allSatisfy(page ->
                        assertThat(links).contains(page.file().toString().replace('\\', '/')));
    }

    @Test
    void every_command_line_of_its_own_is_one_that_the_program_takes() throws IOException {
        Pattern line = Pattern.compile("(?m)^ *target/darkroom/bin/darkroom (.*)$");
        List<String> tried = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            line.matcher(page.text()).results().map(match -> match.group(1)).forEach(call -> {
                assertThatCode(() -> DocumentedCommands.parse(call.split(" ")))
                        .as(page.file() + ": " + call)
                        .doesNotThrowAnyException();
                tried.add(call);
            });
        }
        assertThat(tried).contains("validate my/first.yaml", "run my/first.yaml --first 3", "review RUN decisions.csv");
    }

    @Test
    void every_option_in_a_command_line_is_one_of_its_command() throws IOException {
        Map<String, List<String>> known = DocumentedCommands.all();
        List<String> checked = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            CALL.matcher(page.text()).results().forEach(call -> {
                assertThat(OPTION.matcher(call.group(2)).results().map(MatchResult::group))
                        .as(page.file() + ": " + call.group())
                        .allMatch(option -> COMMON.contains(option)
                                || known.get(call.group(1)).contains(option));
                checked.add(call.group(1));
            });
        }
        assertThat(checked).contains("run", "models");
    }

    private static boolean leadsSomewhere(MarkdownPage page, String link) throws IOException {
        int sign = link.indexOf('#');
        String path = sign < 0 ? link : link.substring(0, sign);
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        return target.toFile().exists()
                && (sign < 0 || MarkdownPage.read(target).hasAnchor(link.substring(sign + 1)));
    }
}
