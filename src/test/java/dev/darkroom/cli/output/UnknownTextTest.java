package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.runs.UnknownPurchase;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownTextTest {

    private static final String PROGRAM = "DARKROOM_HOME=/srv java -jar darkroom.jar";
    private static final Instant SENT = Instant.parse("2026-11-21T20:04:59.9Z");

    @Test
    void nothing_in_doubt_is_nothing_to_tell() {
        assertThat(UnknownText.lines("night", List.of(), PROGRAM)).isEmpty();
    }

    @Test
    void a_request_is_told_with_its_minute_model_and_prompt_and_what_settles_it() {
        List<String> lines = UnknownText.lines(
                "night",
                List.of(new UnknownPurchase("sku-1", "flash", "x".repeat(99) + "\u001b[2J" + "y", SENT)),
                PROGRAM);
        assertThat(lines.get(0)).startsWith("unknown   1 request may have been");
        assertThat(lines.get(2))
                .startsWith("          2026-11-21T20:04Z  sku-1  flash  xxxx")
                .endsWith("x…");
        assertThat(lines.subList(3, 6))
                .extracting(line -> line.substring(line.indexOf(PROGRAM) + PROGRAM.length() + 1))
                .containsExactly(
                        "resolve night ID REQUEST_ID",
                        "resolve night ID not-submitted",
                        "resume night --only unknown  (what was accepted is charged twice)");
    }

    @Test
    void of_many_the_first_are_told_and_how_many_more_there_are() {
        List<UnknownPurchase> many = IntStream.rangeClosed(1, 1_023)
                .mapToObj(row -> new UnknownPurchase("sku-" + row, "flash", "edit", SENT))
                .toList();
        assertThat(UnknownText.lines("night", many, PROGRAM))
                .hasSize(1 + 1 + 20 + 1 + 3)
                .contains("          and 1,003 more: status --json tells of all")
                .noneMatch(line -> line.contains("sku-21"));
    }
}
