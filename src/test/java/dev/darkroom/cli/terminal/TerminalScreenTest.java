package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {

    private static final TerminalCapabilities MODERN = new TerminalCapabilities(true, true, true, true);
    private static final TerminalCapabilities OLD = new TerminalCapabilities(true, false, false, false);

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final AtomicInteger columns = new AtomicInteger(120);

    @Test
    void a_line_that_stays_is_written_above_the_live_one() {
        TerminalScreen screen = screen(MODERN);
        PrintStream lines = new PrintStream(screen.lines(), true, StandardCharsets.UTF_8);

        screen.live(width -> line("50%"));
        lines.print("WARN: slow\n");

        assertThat(written()).isEqualTo("\r50%\u001b[K" + "\r\u001b[2K" + "WARN: slow\n" + "\r50%\u001b[K");
    }

    @Test
    void the_width_is_asked_for_at_each_drawing() {
        TerminalScreen screen = screen(MODERN);

        screen.live(width -> line("#".repeat(width)));
        columns.set(40);
        screen.live(width -> line("#".repeat(width)));

        // The window folded 117 characters into three rows of 40.
        assertThat(written())
                .isEqualTo("\r" + "#".repeat(117) + "\u001b[K" + "\r\u001b[2K\u001b[A\u001b[2K\u001b[A\u001b[2K"
                        + "#".repeat(37) + "\u001b[K");
    }

    @Test
    void the_sign_of_a_stop_key_stays_in_the_row_of_the_live_line_and_goes_with_it() {
        TerminalScreen screen = screen(MODERN);
        columns.set(40);
        screen.live(width -> line("#".repeat(width)));
        assertThat(written().replaceAll("\u001b\\[\\w+|\r", "") + "^C").hasSizeLessThan(40);
    }

    @Test
    void a_terminal_without_escapes_is_written_over_with_spaces() {
        TerminalScreen screen = screen(OLD);

        screen.live(width -> line("100%"));
        screen.live(width -> line("9%"));
        screen.clear();
        screen.clear();

        assertThat(written()).isEqualTo("\r100%" + "\r9%  " + "\r  \r");
    }

    @Test
    void nothing_is_drawn_over_a_question_until_it_is_answered() {
        TerminalScreen screen = screen(OLD);
        PrintStream lines = new PrintStream(screen.lines(), true, StandardCharsets.UTF_8);

        lines.print("Buy? ");
        screen.live(width -> line("1%"));
        assertThat(written()).isEqualTo("Buy? ");
        screen.answered();
        screen.live(width -> line("2%"));

        assertThat(written()).isEqualTo("Buy? \r2%");
    }

    @Test
    void after_the_end_lines_are_plain() {
        TerminalScreen screen = screen(MODERN);

        screen.live(width -> line("1%"));
        screen.clear();
        terminal.reset();
        screen.stay("done");

        assertThat(written()).isEqualTo("done" + System.lineSeparator());
    }

    private TerminalScreen screen(TerminalCapabilities capabilities) {
        return new TerminalScreen(terminal, StandardCharsets.UTF_8, capabilities, columns::get);
    }

    private static TerminalScreen.ScreenLine line(String text) {
        return new TerminalScreen.ScreenLine(text, text.length());
    }

    private String written() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
