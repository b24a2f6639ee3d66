package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.plan.AccountInfo;
import dev.darkroom.plan.MinimumTime;
import dev.darkroom.plan.PlannedCost;
import dev.darkroom.plan.PlannedModel;
import dev.darkroom.plan.PlannedModel.PriceSource;
import dev.darkroom.plan.PlannedRows;
import dev.darkroom.plan.PlannedSources;
import dev.darkroom.plan.RunPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    @Test
    void warnings_are_told_by_kind_with_the_number_of_their_rows() {
        WarningGroups warnings = new WarningGroups();
        warnings.accept(warning(2, "title", "title is empty"));
        warnings.accept(warning(3, "title", "title is empty"));
        for (int kind = 0; kind < 6; kind++) {
            warnings.accept(warning(4, "c" + kind, "odd"));
        }

        assertThat(PlanText.lines(plan(PriceSource.SERVICE, 1, warnings)))
                .filteredOn(line -> line.startsWith("warning"))
                .startsWith("warning    rows.csv:2:title: title is empty (and in 1 more row). Fill it in")
                .endsWith("warning    2 more: 'validate' lists them all")
                .hasSize(6);
        assertThat(PlanText.lines(plan(PriceSource.SERVICE, 1, new WarningGroups())))
                .noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void a_price_says_where_it_comes_from_and_notes_are_told() {
        assertThat(PlanText.lines(plan(PriceSource.SEEN, 2, new WarningGroups())))
                .contains(
                        "to buy     2 requests, 2 outputs",
                        "price      a/b: 0.03 USD an output, the dearest seen",
                        "note       reserving more");
        assertThat(PlanText.lines(plan(PriceSource.JOB, 1, new WarningGroups())))
                .contains("to buy     1 request, 1 output", "price      a/b: 0.03 USD an output, by budget.price");
    }

    private static InputProblem warning(long line, String column, String message) {
        return new InputProblem("rows.csv", line, column, "X", message, "Fill it in", true);
    }

    private static RunPlan plan(PriceSource source, long requests, WarningGroups warnings) {
        PlannedModel model = new PlannedModel("a/b", requests, requests, new BigDecimal("0.03"), source, null);
        return new RunPlan(
                "night",
                "simulator",
                "rows.csv",
                RunPlan.FirstAction.BEGIN,
                null,
                null,
                new PlannedRows(requests, 0, 0, 0, 0, 0, 0, 0, 0, 0, requests),
                Map.of(),
                PlannedSources.NONE,
                List.of(model),
                new PlannedCost(model.cost(), BigDecimal.ZERO, null, null),
                new AccountInfo(true, null, null),
                new MinimumTime(2, 8, Duration.ofSeconds(1)),
                null,
                List.of(),
                List.of(),
                warnings.count(),
                warnings.groups(),
                List.of("reserving more"));
    }
}
