package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureReporterTest {

    private final StringWriter err = new StringWriter();

    @Test
    void an_unusable_manifest_is_told_problem_by_problem() {
        InputProblem broken = new InputProblem("a.csv", 3, "sku", "X", "it is\nbroken", "Mend it", false);
        InputProblem odd = new InputProblem("job.yaml", 0, null, "Y", "it is odd", "Look at it", true);

        int code = report(new ManifestException(List.of(broken, odd)), false);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly("a.csv:3:sku: it is\\nbroken. Mend it", "job.yaml: warning: it is odd. Look at it");
    }

    @Test
    void an_unforeseen_failure_is_one_line_without_a_stack_trace() {
        int code = report(new IllegalStateException("two\nlines"), false);

        assertThat(code).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString().lines())
                .containsExactly("darkroom failed: IllegalStateException: two\\nlines"
                        + " (run again with --debug for the stack trace)");
    }

    @Test
    void debug_shows_the_stack_trace() {
        int code = report(new IllegalStateException("odd"), true);

        assertThat(code).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString())
                .contains("    at dev.darkroom.cli.FailureReporterTest")
                .doesNotContain("run again")
                .endsWith("darkroom failed: IllegalStateException: odd" + System.lineSeparator());
    }

    @Test
    void a_wrapped_file_error_is_told_by_its_own_kind() {
        report(new UncheckedIOException(new NoSuchFileException("x/y.csv")), false);

        assertThat(err.toString()).startsWith("darkroom failed: NoSuchFileException: x/y.csv (");
    }

    @Test
    void a_full_disk_is_no_defect_and_is_told_with_what_to_do() {
        int code = report(
                new IllegalStateException(new FileSystemException("out/x.csv", null, "No space left on device")),
                false);

        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(err.toString().lines())
                .containsExactly("no space is left for out/x.csv: a disk is full, or a quota is used up."
                        + " Make room, then start the same command again");
    }

    private int report(Throwable failure, boolean debug) {
        return new FailureReporter(new PrintWriter(err, true), debug).report(failure);
    }
}
