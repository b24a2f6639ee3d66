package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "night-2026-11-21; night-2026-11-21; night-2026-11-21",
                "my jobs/a.jar; 'my jobs/a.jar'; \"my jobs/a.jar\"",
                "it's; 'it'\\''s'; \"it's\"",
                "a&b|c<d>e^f; 'a&b|c<d>e^f'; \"a&b|c<d>e^f\"",
                "(x){y}; '(x){y}'; \"(x){y}\"",
                "failed,unknown; failed,unknown; \"failed,unknown\"",
                "submit.rate=2/s; submit.rate=2/s; \"submit.rate=2/s\"",
                "@home; @home; \"@home\"",
                "=ls; '=ls'; \"=ls\"",
                "~; '~'; \"~\"",
                "50%; 50%; \"50%\"",
                "%PATH%; %PATH%; \"?PATH?\"",
                "a%b%c%; a%b%c%; \"a?b?c?\"",
                "C:\\night\\; 'C:\\night\\'; C:\\night\\",
                "C:\\my night\\; 'C:\\my night\\'; \"C:\\my night\\\\\"",
                "$(rm); '$(rm)'; \"?(rm)\"",
                "$env:X; '$env:X'; \"?env:X\"",
                "a`b; 'a`b'; \"a?b\"",
                "say \"hi\"; 'say \"hi\"'; \"say ?hi?\"",
                "a\u201d&calc; 'a\u201d&calc'; \"a?&calc\"",
                "||; ''; \"\""
            })
    void a_word_is_quoted_as_its_shells_want_it(String word, String unix, String windows) {
        assertThat(ShellWord.of(word, false)).isEqualTo(unix);
        assertThat(ShellWord.of(word, true)).isEqualTo(windows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\tb", "\u001b]0;x\u0007", "\r"})
    void no_control_character_stands_in_a_command_for_windows(String word) {
        assertThat(ShellWord.of(word, true)).matches("\"[ -~]*\"").contains("?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/srv/night; HOME_OF=/srv/night ; set \"HOME_OF=/srv/night\" && ",
                "C:\\my jobs\\; HOME_OF='C:\\my jobs\\' ; set \"HOME_OF=C:\\my jobs\\\" && ",
                "a\" & calc & \"%X%; HOME_OF='a\" & calc & \"%X%' ; set \"HOME_OF=a? & calc & ??X?\" && "
            })
    void a_setting_stands_before_the_command(String value, String unix, String windows) {
        assertThat(ShellWord.setting("HOME_OF", value, false)).isEqualTo(unix + " ");
        assertThat(ShellWord.setting("HOME_OF", value, true)).isEqualTo(windows + " ");
    }
}
