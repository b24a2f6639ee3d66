package dev.darkroom.checks.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgramFlagsTest {

    @Test
    void a_line_is_a_flag_as_text_or_as_json() {
        assertThat(ProgramFlags.parse("""
                        wrinkled
                        glare: 0.31 at the top
                        {"flag": "label-missing", "detail": "side 2"}
                        {"flag": "tilted"}
                        """))
                .containsExactly("wrinkled", "glare=0.31 at the top", "label-missing=side 2", "tilted");
    }

    @Test
    void a_byte_order_mark_before_the_first_flag_is_left_out() {
        assertThat(ProgramFlags.parse("\uFEFFglare\nwrinkled")).containsExactly("glare", "wrinkled");
    }

    @Test
    void what_is_no_flag_is_left_alone() {
        assertThat(ProgramFlags.parse("""
                        Loading the model ...
                        -dash
                        blank: 0.1
                        not-white
                        {"flag": 3}
                        {"flag": ["a"]}
                        {broken
                        [1]

                        glare: first
                        glare: second
                        """)).containsExactly("glare=first");
    }

    @Test
    void a_detail_cannot_pass_for_two_flags_nor_a_picture_have_more_than_sixteen() {
        assertThat(ProgramFlags.parse("a: 1|b=2\u001b[31m"))
                .singleElement()
                .satisfies(flag -> assertThat(flag).startsWith("a=1/b=2").doesNotContain("\u001b"));
        assertThat(ProgramFlags.parse(
                        IntStream.range(0, 40).mapToObj(n -> "flag-" + n).collect(Collectors.joining("\n"))))
                .hasSize(ProgramFlags.MAX_FLAGS);
        assertThat(ProgramFlags.parse("a: " + "x".repeat(5000)).get(0)).hasSizeLessThan(120);
    }

    @Test
    void whatever_is_printed_the_flags_are_harmless() {
        FuzzCases.eachText(
                Mutator.ofTexts(
                        List.of("glare: 0.31\nwrinkled\n", "{\"flag\": \"tilted\", \"detail\": \"3 degrees\"}\n")),
                printed -> assertThat(ProgramFlags.parse(printed))
                        .hasSizeLessThanOrEqualTo(ProgramFlags.MAX_FLAGS)
                        .allMatch(flag -> flag.matches("[a-z][a-z0-9-]{0,39}(=[^|\\x00-\\x1f]+)?")));
    }
}
