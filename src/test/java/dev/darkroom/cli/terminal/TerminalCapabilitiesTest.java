package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalCapabilitiesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "xterm, -, UTF-8, en, true, true, true",
                "xterm, '', UTF-8, en, true, true, true",
                "xterm, 1, UTF-8, en, true, true, false",
                "xterm, -, US-ASCII, en, true, false, true",
                "xterm, -, ISO-8859-1, de, true, false, true",
                "xterm, -, UTF-8, ja, true, false, true",
                "dumb, -, UTF-8, en, false, true, false",
                "-, -, UTF-8, en, true, true, false"
            })
    void a_terminal_gets_what_it_can_show(
            String term,
            String noColor,
            String charset,
            String language,
            boolean live,
            boolean unicode,
            boolean colour) {
        Map<String, String> environment = new HashMap<>();
        if (term != null) {
            environment.put("TERM", term);
        }
        if (noColor != null) {
            environment.put("NO_COLOR", noColor);
        }

        TerminalCapabilities capabilities =
                TerminalCapabilities.of(environment, Charset.forName(charset), Locale.forLanguageTag(language));

        assertThat(capabilities.live()).isEqualTo(live);
        assertThat(capabilities.unicode()).isEqualTo(unicode);
        assertThat(capabilities.colour()).isEqualTo(colour);
    }

    @ParameterizedTest
    @CsvSource(value = {"132, 132", "'', 80", "0, 80", "wide, 80", "5, 80", "99999, 80"})
    void a_width_the_environment_names_counts_if_it_makes_sense(String columns, int width) {
        assertThat(TerminalStreams.columns(columns)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"30 120, 120", "0 0, 0", "'', 0", "'input\nerror\n50 203', 203"})
    void a_width_the_terminal_names_is_the_second_number(String answer, int width) {
        assertThat(TerminalStreams.size(answer).orElse(0)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, 2, ab", "冷蔵庫, 6, 3, 冷", "é, 1, 1, é", "🖼x, 3, 2, 🖼", "ｶﾅ, 2, 1, ｶ", "'', 0, 5, ''"})
    void a_texts_width_is_counted_in_columns(String text, int width, int room, String cut) {
        assertThat(DisplayWidth.of(text)).isEqualTo(width);
        assertThat(DisplayWidth.cut(text, room)).isEqualTo(cut);
    }
}
