package dev.darkroom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sees that problems found in a text can be acted on: each has a place in it, a message and a remedy. */
public final class PlacedProblems {

    private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";
    private static final int MAX_MESSAGE = 100_000;

    private PlacedProblems() {}

    /** @param file what the problems must call the text */
    public static void check(List<InputProblem> problems, String file, byte[] text) {
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(text.length + 1);
        long lines = 1
                + new String(text, StandardCharsets.UTF_8)
                        .chars()
                        .filter(character -> LINE_ENDS.indexOf(character) >= 0)
                        .count();
        for (InputProblem problem : problems) {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.line()).as(problem.toString()).isBetween(0L, lines);
            assertThat(problem.code()).matches("[A-Z][A-Z0-9_]+");
            assertThat(problem.message())
                    .isNotBlank()
                    .hasSizeLessThan(MAX_MESSAGE)
                    .doesNotContain("Exception");
            assertThat(problem.remedy()).isNotBlank();
        }
    }
}
