package dev.darkroom.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {

    private static final String FORGED = "2026-11-21T20:00:00.000Z INFO  Purchase: nothing was bought";

    @TempDir
    Path output;

    @Test
    void a_message_is_one_line_whatever_it_holds() throws IOException {
        List<String> lines = logged(() -> LoggerFactory.getLogger(RunLogTest.class)
                .info("said {}", "a\r\n" + FORGED + "\u001b[2J\u009b1m\u0000\b\u202e\u2028"));
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith("said a\\r\\n" + FORGED + "\\u001b[2J\\u009b1m\\u0000\\u0008\\u202e\\u2028");
    }

    @Test
    void a_stack_trace_is_harmless_and_no_line_of_it_passes_for_an_entry() throws IOException {
        Exception cause = new IOException("cause\u001b]0;title\u0007\r" + FORGED);
        List<String> lines = logged(() -> LoggerFactory.getLogger(RunLogTest.class)
                .error("failed", new IllegalStateException("first\n" + FORGED + "\u202e", cause)));
        assertThat(lines.get(0)).endsWith("RunLogTest: failed");
        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
        assertThat(lines).anyMatch(line -> line.contains("at dev.darkroom.runs.RunLogTest"));
        assertThat(String.join("", lines))
                .contains("\\u001b]0;title\\u0007", "\\u202e")
                .doesNotMatch(".*[\\p{Cc}\\p{Cf}].*");
    }

    @Test
    void it_is_not_written_through_a_link() throws IOException {
        Path other = Files.writeString(output.resolve("another file"), "as it was");
        Files.createSymbolicLink(output.resolve("run.log"), other);
        assertThat(logged(() -> LoggerFactory.getLogger(RunLogTest.class).info("said")))
                .hasSize(1);
        assertThat(other).hasContent("as it was");
    }

    private List<String> logged(Runnable work) throws IOException {
        try (RunLog log = RunLog.open(output)) {
            assertThat(log).isNotNull();
            work.run();
        }
        return Files.readString(output.resolve("run.log")).lines().toList();
    }
}
