package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain words", "Größe 42 \\ 100 %", "写真", "שלום", "a👩‍🚀b", "C:\\pictures", "é e\u0301"})
    void what_can_be_seen_stays(String text) {
        assertThat(SafeText.line(text)).isEqualTo(text);
    }

    @Test
    void plain_text_is_not_copied() {
        String text = "nothing to escape";

        assertThat(SafeText.line(text)).isSameAs(text);
    }

    @Test
    void line_breaks_and_tabs_keep_their_usual_names() {
        assertThat(SafeText.line("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
    }

    @ParameterizedTest
    @CsvSource({
        "0, \\u0000",
        "7, \\u0007",
        "8, \\u0008",
        "27, \\u001b",
        "127, \\u007f",
        "133, \\u0085",
        "155, \\u009b",
        "8232, \\u2028",
        "8233, \\u2029",
        "1564, \\u061c",
        "8206, \\u200e",
        "8207, \\u200f",
        "8234, \\u202a",
        "8238, \\u202e",
        "8294, \\u2066",
        "8297, \\u2069",
        "65279, \\ufeff",
        "8203, \\u200b",
        "917569, \\u{e0041}",
        "55357, \\ud83d",
        "56832, \\ude00"
    })
    void what_cannot_be_seen_is_shown_by_its_number(int point, String shown) {
        String character = new String(Character.toChars(point));

        assertThat(SafeText.line("a" + character + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void an_ansi_sequence_loses_its_power() {
        assertThat(SafeText.line("\u001b[31mred\u001b[0m")).isEqualTo("\\u001b[31mred\\u001b[0m");
    }

    @Test
    void long_text_is_cut_and_says_so() {
        assertThat(SafeText.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(SafeText.line("abcdefg", 6)).isEqualTo("abcde…");
    }

    @Test
    void a_cut_never_splits_a_character() {
        assertThat(SafeText.line("ab😀cd", 4)).isEqualTo("ab…");
    }

    @Test
    void a_cut_leaves_at_least_a_character() {
        assertThatThrownBy(() -> SafeText.line("abc", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void in_names_joiners_give_way_too() {
        assertThat(SafeText.replaceUnseen("a\u200db\u202ec\nd\ud800é", point -> "_"))
                .isEqualTo("a_b_c_d_é");
    }
}
