package dev.darkroom.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.terminal.DisplayWidth;
import dev.darkroom.cli.terminal.RunProgress;
import dev.darkroom.cli.terminal.TerminalCapabilities;
import dev.darkroom.cli.terminal.TerminalScreen;
import dev.darkroom.ledger.rows.RowStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    private static final TerminalCapabilities PLAIN = new TerminalCapabilities(true, false, false, false);

    private final StringWriter err = new StringWriter();

    @Test
    void a_wide_terminals_line_has_a_bar_and_all_figures() {
        TerminalScreen.ScreenLine line =
                ProgressLine.line(half(), new TerminalCapabilities(true, true, true, false), 119);

        assertThat(line.text()).isEqualTo("━━━━━━──────  5 / 10  50%  2.0/s  3 in flight  1 failed  ETA 1m 5s  $8.24");
        assertThat(line.width()).isEqualTo(line.text().length());
    }

    @Test
    void where_there_is_no_unicode_the_line_is_ascii() {
        assertThat(ProgressLine.line(half(), PLAIN, 119).text()).startsWith("######------  5 / 10  50%");
        assertThat(ProgressLine.line(half(), PLAIN, 20).text()).isEqualTo("5 / 10  50%  2.0/...");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 20, 33, 50, 69, 70, 71, 72, 80, 200})
    void a_line_is_never_wider_than_its_room(int columns) {
        RunProgress progress = new RunProgress(10, Map.of(), 3, 2.0, null, null, "冷蔵庫 is away, 写真 too", null);

        TerminalScreen.ScreenLine line =
                ProgressLine.line(progress, new TerminalCapabilities(true, true, true, false), columns);

        assertThat(line.width()).isEqualTo(DisplayWidth.of(line.text())).isLessThanOrEqualTo(columns);
    }

    @Test
    void only_trouble_has_a_colour() {
        String line = ProgressLine.line(half(), new TerminalCapabilities(true, true, true, true), 60)
                .text();

        assertThat(line).isEqualTo("5 / 10  50%  2.0/s  3 in flight\u001b[31m  1 failed\u001b[0m  ETA 1m 5s  $8.24");
    }

    @Test
    void without_a_terminal_there_are_plain_lines_every_half_minute() {
        PrintWriter writer = new PrintWriter(err);
        ProgressLine line = new ProgressLine(new CommandShell(writer, writer, Map.of(), Path.of(""), false));

        line.show(succeeded(10, 5));
        line.show(succeeded(10, 0));
        line.clear();

        assertThat(line.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(err.toString().lines()).containsExactly("10 / 10  100%  5 in flight", "10 / 10  100%");
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    private static RunProgress half() {
        return new RunProgress(
                10,
                Map.of(RowStatus.SUCCEEDED, 4L, RowStatus.FAILED, 1L, RowStatus.PENDING, 5L),
                3,
                2.0,
                new BigDecimal("8.24"),
                65L,
                null,
                null);
    }

    private static RunProgress succeeded(long rows, long inFlight) {
        return new RunProgress(rows, Map.of(RowStatus.SUCCEEDED, rows), inFlight, 0, null, null, null, null);
    }
}
