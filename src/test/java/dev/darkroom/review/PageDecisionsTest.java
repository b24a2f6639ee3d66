package dev.darkroom.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageDecisionsTest {

    @Test
    void a_decision_names_its_row_by_number_and_line_and_holds_no_nul() {
        PageDecisions decisions = PageDecisions.read(sent(3, "2026-11-21T08:00:00+01:00"), "ann");

        assertThat(decisions.rows()).containsExactly(3L);
        assertThat(decisions.lines()).singleElement().satisfies(line -> {
            assertThat(line.row()).isEqualTo(4L);
            assertThat(line.reviewer()).isEqualTo("ann");
            assertThat(line.note()).isEqualTo("too dark");
            assertThat(line.decidedAt()).isEqualTo("2026-11-21T07:00:00Z");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "yesterday"})
    void a_time_that_nobody_decided_at_is_refused(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageDecisions.read(sent(3, time), "ann"))
                .withMessage("decision 1 has no time but " + time);
    }

    private static JsonNode sent(int number, String time) {
        return JsonMapper.shared()
                .createArrayNode()
                .add(JsonMapper.shared()
                        .createObjectNode()
                        .put("number", number)
                        .put("id", "MUG")
                        .put("line", number + 1)
                        .put("decision", "rejected")
                        .put("note", "too\0 dark ")
                        .put("reviewed_at", time));
    }
}
