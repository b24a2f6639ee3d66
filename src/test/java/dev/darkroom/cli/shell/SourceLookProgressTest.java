package dev.darkroom.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceLookProgressTest {

    private final StringWriter err = new StringWriter();
    private final SettableClock clock = new SettableClock();

    @Test
    void without_a_terminal_a_long_look_is_told_of_every_half_minute_and_a_short_one_not_at_all() {
        PrintWriter writer = new PrintWriter(err);
        CommandShell shell = new CommandShell(writer, writer, Map.of(), Path.of(""), false);
        SourceLookProgress progress = new SourceLookProgress(new ProgressLine(shell), clock);

        progress.begin(20_000);
        progress.settled(1);
        clock.advance(Duration.ofSeconds(29));
        progress.settled(900);
        assertThat(err.toString()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        progress.settled(1_000);
        progress.settled(1_001);
        clock.advance(Duration.ofSeconds(31));
        progress.settled(2_000);
        progress.end();

        assertThat(err.toString().lines())
                .containsExactly("looking at sources 1000 / 20000  5%", "looking at sources 2000 / 20000  10%");
    }
}
