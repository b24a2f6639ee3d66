package dev.darkroom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sees that problems found in a text can be acted on: each has a place in it, a message and a remedy. */
public final class PlacedProblems {

    private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";
    private static final int MAX_MESSAGE = 100_000;

    private final String file;
    private final byte[] text;
    private final long lines;

    /** @param file what the problems must call the text */
    public PlacedProblems(String file, byte[] text) {
        this.file = file;
        this.text = text;
        this.lines = 1
                + new String(text, StandardCharsets.UTF_8)
                        .chars()
                        .filter(character -> LINE_ENDS.indexOf(character) >= 0)
                        .count();
    }

    /** Checks those for which a text is refused. */
    public void check(List<InputProblem> problems) {
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(text.length + 1);
        problems.forEach(this::check);
    }

    /** Checks one. */
    public void check(InputProblem problem) {
        boolean placed = problem.file().equals(file) && problem.line() >= 0 && problem.line() <= lines;
        boolean said = !problem.message().isBlank()
                && problem.message().length() < MAX_MESSAGE
                && !problem.message().contains("Exception")
                && !problem.remedy().isBlank();
        assertThat(placed && said && problem.code().matches("[A-Z][A-Z0-9_]+"))
                .as("%s %s", problem.code(), problem)
                .isTrue();
    }
}
