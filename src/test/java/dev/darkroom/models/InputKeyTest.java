package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {"a": 1, "b": 2}                 ~ {"b": 2, "a": 1}
            {"a": {"x": 1, "y": [2]}}        ~ {"a": {"y": [2], "x": 1}}
            {"a": 2.50}                      ~ {"a": 2.5}
            {"a": 1.0}                       ~ {"a": 1}
            {"a": 10}                        ~ {"a": 1e1}
            {"a": 0.0}                       ~ {"a": 0}
            {"a": 1e999999999}               ~ {"a": 10e999999998}
            {"a": "\\u00e4"}                 ~ {"a": "ä"}
            """)
    void equal_inputs_have_one_key(String left, String right) {
        assertThat(key("m", left)).isEqualTo(key("m", right));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {"a": 1}        ~ {"a": 2}
            {"a": 1}        ~ {"a": "1"}
            {"a": 1}        ~ {"a": 1, "seed": 0}
            {"a": [1, 2]}   ~ {"a": [2, 1]}
            {"a": []}       ~ {}
            {"a": null}     ~ {"a": "null"}
            {"a": "b\\",c"} ~ {"a": "b", "c": ""}
            """)
    void different_inputs_have_different_keys(String left, String right) {
        assertThat(key("m", left)).isNotEqualTo(key("m", right));
    }

    @Test
    void the_model_is_part_of_the_key() {
        assertThat(key("m", "{}")).isNotEqualTo(key("n", "{}"));
    }

    @Test
    void the_key_is_the_hash_of_model_and_canonical_input() {
        // printf 'm\n{"a":[1.5,true],"b":"x"}' | sha256sum
        assertThat(key("m", "{\"b\": \"x\", \"a\": [1.50, true]}").hex())
                .isEqualTo("cf2b70e1b71ab7c99f9427d8ddd04b34a7480a323852a9a56637848e1170b1f7");
    }

    @ParameterizedTest
    @CsvSource({"00000000, 0", "00000001, 0", "00000002, 1", "ffffffff, 2147483647", "80000000, 1073741824"})
    void the_seed_is_the_keys_first_31_bits(String start, long seed) {
        assertThat(new InputKey(start + "0".repeat(56)).seed()).isEqualTo(seed);
    }

    @Test
    void refuses_what_is_no_hash() {
        assertThatThrownBy(() -> new InputKey("AB")).isInstanceOf(IllegalArgumentException.class);
    }

    private static InputKey key(String model, String input) {
        return InputKey.of(model, StrictJson.parse(input));
    }
}
