package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class VisibleJsonTest {

    private final JsonMapper json = JsonMapper.builder(VisibleJson.factory()).build();

    @ParameterizedTest
    @ValueSource(strings = {"plain", "Größe 写真 שלום", "👩‍🚀", "quote \" and \\"})
    void letters_stay_letters(String text) {
        assertThat(json.writeValueAsString(text))
                .isEqualTo('"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "27, \\u001B",
        "127, \\u007F",
        "155, \\u009b",
        "133, \\u0085",
        "8238, \\u202e",
        "8294, \\u2066",
        "1564, \\u061c",
        "8203, \\u200b",
        "8232, \\u2028",
        "65279, \\ufeff"
    })
    void what_cannot_be_seen_is_escaped_and_read_as_it_was(int character, String shown) {
        String text = "a" + (char) character + "b";
        String written = json.writeValueAsString(text);
        assertThat(written).isEqualToIgnoringCase("\"a" + shown + "b\"");
        assertThat(json.readValue(written, String.class)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"</script>, \\u003c/script\\u003e", "<!--, \\u003c!--", "&lt;, \\u0026lt;"})
    void what_a_page_would_read_is_escaped_for_its_script(String text, String shown) {
        JsonMapper script = JsonMapper.builder(VisibleJson.scriptFactory()).build();

        assertThat(script.writeValueAsString(text)).isEqualToIgnoringCase('"' + shown + '"');
        assertThat(json.writeValueAsString(text)).isEqualTo('"' + text + '"');
    }
}
