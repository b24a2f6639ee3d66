package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.RowStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    private final StringWriter err = new StringWriter();

    @Test
    void a_terminals_line_is_written_over_and_taken_off() {
        ProgressLine line = new ProgressLine(new PrintWriter(err), true, 80);

        line.show(succeeded(10, 5));
        line.show(succeeded(10, 0));
        line.clear();
        line.clear();

        assertThat(err)
                .hasToString("\r10 / 10  100%  5 in flight" + "\r10 / 10  100%             " + "\r             \r");
    }

    @Test
    void a_narrow_terminals_line_never_wraps() {
        new ProgressLine(new PrintWriter(err), true, 10).show(succeeded(10, 5));

        assertThat(err).hasToString("\r10 / 10  ");
    }

    @Test
    void without_a_terminal_there_are_plain_lines_every_half_minute() {
        ProgressLine line = new ProgressLine(new PrintWriter(err), false, 10);

        line.show(succeeded(10, 5));
        line.show(succeeded(10, 0));
        line.clear();

        assertThat(line.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(err.toString().lines()).containsExactly("10 / 10  100%  5 in flight", "10 / 10  100%");
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(value = {"132, 132", "'', 80", "0, 80", "wide, 80", "5, 80", "99999, 80"})
    void the_width_is_the_environments_if_it_makes_sense(String columns, int width) {
        assertThat(ProgressLine.width(columns)).isEqualTo(width);
    }

    private static Progress succeeded(long rows, long inFlight) {
        return new Progress(rows, Map.of(RowStatus.SUCCEEDED, rows), inFlight, 0, null, null, null);
    }
}
