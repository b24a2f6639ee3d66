package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"abc123", "  abc123\r\n", "\ufeffabc123\n", "\ufeff\u00a0abc123\u200b", "abc123\n\n"})
    void what_is_no_part_of_a_token_falls_away(String text) {
        assertThat(TokenParser.token(text).bearer()).isEqualTo("Bearer abc123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YWJjMTIz==", "ABC=", "rc_live-1.2/3+4:5", "user:secret"})
    void a_token_may_hold_whatever_a_header_may(String text) {
        assertThat(TokenParser.token(text).bearer()).isEqualTo("Bearer " + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            RUNCOMFY_TOKEN=abc123        | holds a setting, such as NAME=value. Leave nothing but the token in it
            RUNCOMFY_TOKEN: abc123       | holds a setting, such as NAME=value. Leave nothing but the token in it
            token :\tabc123              | holds a setting, such as NAME=value. Leave nothing but the token in it
            export RUNCOMFY_TOKEN="abc"  | holds a setting, such as NAME=value. Leave nothing but the token in it
            "abc123"                     | holds quotes around the token. Take them away
            'abc123'                     | holds quotes around the token. Take them away
            \u201cabc123\u201d           | holds quotes around the token. Take them away
            Bearer abc123                | holds Bearer before the token. Take it away
            abc123\\nabc456              | holds more than one line. Leave nothing but the token in it
            abc 123                      | holds a token with a blank or a character beyond ASCII in it, at its character 4. Copy the token anew
            abc\u200b123                 | holds a token with a blank or a character beyond ASCII in it, at its character 4. Copy the token anew
            """)
    void what_is_not_a_token_alone_is_named_without_telling_it(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenParser.token(text.translateEscapes()))
                .withMessage(message);
    }

    @Test
    void a_file_that_is_no_text_or_no_tokens_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenParser.text("abc".getBytes(StandardCharsets.UTF_16)))
                .withMessage("is not UTF-8. Save it as UTF-8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenParser.text(new byte[TokenParser.MAX_BYTES + 1]))
                .withMessageStartingWith("is not a token's");
    }

    @Test
    void no_text_makes_a_header_of_something_else() {
        Mutator files = new Mutator(
                List.of(
                        Mutator.sample("token-bom.txt"),
                        Mutator.sample("token-env.txt"),
                        Mutator.sample("token-quoted.txt"),
                        "Bearer abc123".getBytes(StandardCharsets.UTF_8)),
                "export ",
                "RUNCOMFY_TOKEN=",
                "Bearer ");
        FuzzCases.each(files, bytes -> {
            try {
                String text = TokenParser.text(bytes);
                String sent = TokenParser.token(text).bearer();
                assertThat(sent).matches("Bearer [\\x21-\\x7e]+");
                assertThat(text).contains(sent.substring("Bearer ".length()));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).message().isNotBlank().doesNotContain("abc123");
            }
        });
    }
}
