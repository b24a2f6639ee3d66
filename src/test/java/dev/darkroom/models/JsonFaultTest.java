package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonFaultTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":NaN}     | line 1, column 9 | Non-standard token 'NaN'
            {"a":1}{}     | line 1, column 8 | something follows the value
            {"a":1,"a":2} | line 1, column 11 | Duplicate Object property "a"
            """)
    void what_is_wrong_is_said_without_the_librarys_advice(String text, String place, String message) {
        JacksonException broken = broken(text);
        assertThat(JsonFault.message(broken)).isEqualTo(message);
        assertThat(JsonFault.place(broken)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\":1}", "9%s", "[", "1e99999999990"})
    void a_limit_that_is_exceeded_has_a_message(String text) {
        String many = text.equals("[") ? text.repeat(2_000) : text.replace("%s", "9".repeat(2_000));
        assertThat(JsonFault.message(broken(many)))
                .startsWith("more than 64 levels")
                .doesNotContain("StreamRead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": NaN}",
                "{\"a\": +1}",
                "{\"a\": 01}",
                "{\"a\": // no\n1}",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": .5}",
                "[1, 2",
                "{\"a\": \"b\u0001\"}",
                "{\"a\": \"\\x\"}",
                "[1,,2]",
                "{\"a\" 1}",
                "nope"
            })
    void a_parsers_message_names_none_of_its_settings(String json) {
        assertThat(JsonFault.message(broken(json)))
                .isNotBlank()
                .doesNotContainPattern("Feature|ALLOW|[A-Z]+_[A-Z]+|REDACTED|Constraints|`");
    }

    private static JacksonException broken(String text) {
        return catchThrowableOfType(JacksonException.class, () -> StrictJson.parse(text));
    }
}
