package dev.darkroom.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.CheckFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds codes to be said once in the sources, and once on the page that tells users what they mean. */
class ErrorCodeTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "darkroom");
    private static final Path PAGE = Path.of("docs", "error-codes.md");

    /**
     * Searches the sources but for the simulator, which is the other side: what it answers is the service's word, not
     * ours.
     */
    @Test
    void no_source_names_a_code_but_by_its_constant() throws IOException {
        String codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.joining("|"));
        Pattern literal = Pattern.compile("\"(" + codes + "|CHECK_|HTTP_)\"");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(SOURCES.resolve("errors")))
                    .filter(path -> !path.startsWith(SOURCES.resolve("simulator")))
                    .toList()) {
                Matcher said = literal.matcher(Files.readString(file));
                said.results().forEach(match -> found.add(file.getFileName() + ": " + match.group()));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_page_lists_every_code_in_order_with_what_to_do() throws IOException {
        List<String> listed = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("(\\| `[A-Z0-9_]+` \\|)[^|]+\\|", "$1"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorCodeTest::line)
                        .toList());
    }

    private static String line(ErrorCode code) {
        String retry = code.advice().isEmpty() ? "" : code.isRetryable() ? "yes" : "no";
        String whatToDo = code.advice().map(ErrorRemedy::whatToDo).orElse("");
        return "| `" + code.code() + "` | " + retry + " | " + whatToDo + " |";
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_read_as_it_is_written(ErrorCode code) {
        assertThat(ErrorCode.of(code.code())).contains(code);
        assertThat(code.code()).hasSizeLessThanOrEqualTo(100).matches("[A-Z][A-Z0-9_]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "400001", "HTTP_503", "SOMETHING_NEW", "no_answer", "CHECK_LATER"})
    void what_a_service_or_another_version_says_is_no_constant(String code) {
        assertThat(ErrorCode.of(code)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNEVEN")
    void a_check_has_the_code_of_its_flag(CheckFlag flag) {
        assertThat(flag.code()).isEqualTo("CHECK_" + flag.name());
        assertThat(ErrorCode.of(flag.code()).flatMap(ErrorCode::advice)).contains(ErrorRemedy.JUDGE);
        assertThat(ErrorCode.isOfCheck(flag.code())).isTrue();
    }

    @Test
    void the_code_of_a_status_is_told_from_others() {
        assertThat(ErrorCode.ofStatus(404)).isEqualTo("HTTP_404");
        assertThat(ErrorCode.isOfStatus("HTTP_404")).isTrue();
        assertThat(ErrorCode.isOfStatus("404001")).isFalse();
        assertThat(ErrorCode.untrusted("output")).isEqualTo(ErrorCode.UNTRUSTED_OUTPUT);
        assertThat(ErrorCode.untrusted("source")).isEqualTo(ErrorCode.UNTRUSTED_SOURCE);
    }
}
