package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.shell.CommandShell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeWriterTest {

    private final StringWriter terminal = new StringWriter();
    private final PrintWriter printer = SafeWriter.before(new PrintWriter(terminal));

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "two\nlines\n", "\rwritten over", "\r\n", "Größe 写真 שלום 😀", "C:\\u0041"})
    void what_is_harmless_passes(String text) {
        printer.print(text);
        printer.flush();
        assertThat(terminal).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "27, \\u001b",
        "155, \\u009b",
        "0, \\u0000",
        "8, \\u0008",
        "127, \\u007f",
        "133, \\u0085",
        "8238, \\u202e",
        "8297, \\u2069",
        "8232, \\u2028",
        "8203, \\u200b",
        "56832, \\ude00"
    })
    void what_is_not_is_shown_by_its_number(int character, String shown) {
        printer.print("a" + (char) character + "\nb");
        printer.flush();
        assertThat(terminal).hasToString("a" + shown + "\nb");
    }

    @Test
    void a_character_in_two_pieces_stays_whole() {
        for (char half : "a😀b".toCharArray()) {
            printer.write(half);
        }
        printer.flush();
        assertThat(terminal).hasToString("a😀b");
    }

    @Test
    void half_a_character_is_shown_by_its_number_as_soon_as_something_else_follows() {
        printer.write("a\ud83d");
        printer.write("b");
        printer.flush();
        assertThat(terminal).hasToString("a\\ud83db");
    }

    @Test
    void a_line_is_on_the_terminal_at_once() {
        StringWriter out = new StringWriter();
        CommandShell shell = new CommandShell(
                new PrintWriter(out), new PrintWriter(new StringWriter()), Map.of(), Path.of(""), true);
        shell.out().println("\u001b[2J");
        assertThat(out).hasToString("\\u001b[2J" + System.lineSeparator());
    }

    @Test
    void a_byte_order_mark_passes_ahead_of_everything_else_alone() {
        StringWriter to = new StringWriter();
        PrintWriter writer = SafeWriter.before(new PrintWriter(to));

        writer.print("\uFEFFa\uFEFF");
        writer.flush();

        assertThat(to).hasToString("\uFEFFa\\ufeff");
    }
}
