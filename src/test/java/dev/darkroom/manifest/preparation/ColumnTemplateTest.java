package dev.darkroom.manifest.preparation;

import static dev.darkroom.manifest.ManifestFiles.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ColumnTemplateTest {

    private static final ObjectNode CELLS = json("""
            {"title": "Stuhl $1 \\\\x", "two words": "ja", "empty": "", "blank": "  ", "nil": null, "urls": "a | b||",
             "n": 2.5, "list": ["x", "", null, "y"], "object": {"k": 1}, "yes": true, "braces": "{{title}}"}""");

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', nullValues = "-", textBlock = """
            "plain"                           ~ "plain"
            "{{title}} on white"              ~ "Stuhl $1 \\\\x on white"
            "{{ title }}/{{two words}}"       ~ "Stuhl $1 \\\\x/ja"
            "{{braces}}!"                     ~ "{{title}}!"
            "{{empty}}"                       ~ -
            "{{blank}}"                       ~ -
            "{{nil}}"                         ~ -
            "{{empty}}{{nil}} "               ~ -
            ""                                ~ -
            null                              ~ -
            "{{n}}"                           ~ "2.5"
            "{{n}} x"                         ~ "2.5 x"
            "{{list}}"                        ~ ["x", "", null, "y"]
            "{{list}}!"                       ~ "x|||y!"
            "{{object}}"                      ~ {"k": 1}
            "{{yes}}."                        ~ "true."
            7                                 ~ 7
            true                              ~ true
            ["{{urls}}"]                      ~ ["a", "b"]
            ["{{title}}", "{{empty}}", "c|d"] ~ ["Stuhl $1 \\\\x", "c", "d"]
            ["{{empty}}"]                     ~ []
            []                                ~ []
            ["{{list}}"]                      ~ ["x", "y"]
            [1, "{{n}}"]                      ~ [1, "2.5"]
            {"a": "{{title}}", "b": 1}        ~ {"a": "Stuhl $1 \\\\x", "b": 1}
            {"a": "{{empty}}", "b": "{{n}}"}  ~ {"b": "2.5"}
            {"a": "{{empty}}", "b": 1}        ~ -
            {"a": 1}                          ~ {"a": 1}
            [{"a": "{{empty}}", "b": 1}]      ~ []
            [{"a": ["{{urls}}"]}]             ~ [{"a": ["a", "b"]}]
            """)
    void fills_in_the_rows_columns(String template, String expected) {
        JsonNode value = ColumnTemplate.expand(StrictJson.parse(template), CELLS, ListSeparator.PIPE);
        assertThat(value).isEqualTo(expected == null ? null : StrictJson.parse(expected));
    }

    @Test
    void lists_are_split_by_the_jobs_separator_alone() {
        JsonNode cells = StrictJson.parse("{\"c\": \"a, b|c,\", \"n\": \"a\\r\\nb\\n\\nc;d\"}");
        assertThat(expand("[\"{{c}}\"]", cells, ListSeparator.COMMA)).isEqualTo("[\"a\",\"b|c\"]");
        assertThat(expand("[\"{{n}}\"]", cells, ListSeparator.NEWLINE)).isEqualTo("[\"a\",\"b\",\"c;d\"]");
        assertThat(expand("[\"{{n}}\"]", cells, ListSeparator.SEMICOLON)).isEqualTo("[\"a\\r\\nb\\n\\nc\",\"d\"]");
    }

    private static String expand(String template, JsonNode cells, ListSeparator separator) {
        return String.valueOf(ColumnTemplate.expand(StrictJson.parse(template), cells.asObject(), separator));
    }

    @Test
    void names_the_columns_it_takes() {
        assertThat(ColumnTemplate.columns(StrictJson.parse("[{\"a\": \"{{x}} {{ y }}\"}, \"{{x}}\", 1, \"{{}}\"]")))
                .containsExactly("x", "y", "x", "");
    }
}
