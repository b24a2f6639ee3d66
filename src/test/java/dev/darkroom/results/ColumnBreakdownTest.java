package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnBreakdownTest {

    private final ColumnBreakdown byId = new ColumnBreakdown(RowOutcome::id);

    @Test
    void the_values_with_the_most_rows_come_first() {
        for (String id : new String[] {"b", "c", "a", "c"}) {
            byId.add(aRow(1).id(id).build());
        }

        assertThat(byId.lines())
                .extracting(ColumnBreakdown.BreakdownLine::value)
                .containsExactly("c", "a", "b");
    }

    @Test
    void a_column_that_differs_in_every_row_is_cut_off() {
        for (int row = 1; row <= 10_005; row++) {
            byId.add(aRow(row).build());
        }

        assertThat(byId.lines()).hasSize(10_001);
        ColumnBreakdown.BreakdownLine last = byId.lines().get(10_000);
        assertThat(last.value()).isEqualTo("(other)");
        assertThat(last.tally().rows()).isEqualTo(5);
    }

    @Test
    void long_values_are_told_apart_by_their_beginning() {
        byId.add(aRow(1).id("x".repeat(500)).build());

        assertThat(byId.lines().get(0).value()).hasSize(200).endsWith("…");
    }

    @Test
    void a_cost_that_nobody_knows_is_not_zero() {
        byId.add(aRow(1).id("unknown")
                .ended(RowStatus.FAILED, "JOB_FAILED", "no", 1)
                .build());
        byId.add(aRow(2).id("never bought").build());
        byId.add(aRow(3).id("known").succeeded(1, 1, "0.02").build());
        byId.add(aRow(4).id("known")
                .ended(RowStatus.FAILED, "JOB_FAILED", "no", 1)
                .build());

        assertThat(cost("unknown")).isNull();
        assertThat(cost("never bought")).hasToString("0.00");
        assertThat(cost("known")).hasToString("0.02");
    }

    private @Nullable BigDecimal cost(String value) {
        for (ColumnBreakdown.BreakdownLine line : byId.lines()) {
            if (line.value().equals(value)) {
                return line.tally().cost();
            }
        }
        throw new AssertionError("no line " + value);
    }
}
