package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.ledger.costs.CostSummary;
import dev.darkroom.ledger.costs.GroupCosts;
import dev.darkroom.ledger.lease.WorkerStatus;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.plan.AccountInfo;
import dev.darkroom.plan.MinimumTime;
import dev.darkroom.plan.PlannedCost;
import dev.darkroom.plan.PlannedDeadline;
import dev.darkroom.plan.PlannedModel;
import dev.darkroom.plan.PlannedModel.PriceSource;
import dev.darkroom.plan.PlannedRows;
import dev.darkroom.plan.PlannedSources;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.results.RunSummary.SummaryState;
import dev.darkroom.results.SampleSummaries;
import dev.darkroom.reuse.ReuseRefusal;
import dev.darkroom.runs.CostRequest;
import dev.darkroom.runs.RunOverview;
import dev.darkroom.runs.RunStatus;
import dev.darkroom.runs.UnknownPurchase;
import dev.darkroom.runs.WorkspaceCosts;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Holds the schemas of what the commands print to what they print. */
class DocumentSchemasTest {

    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");

    @ParameterizedTest
    @EnumSource(PriceSource.class)
    void a_plan_is_described(PriceSource source) throws IOException {
        PublishedSchema schema = PublishedSchema.of("plan");
        PlannedDeadline deadline = new PlannedDeadline(START.atZone(ZoneOffset.UTC), 3);

        schema.assertDescribes(PlanDocument.of(plan(source, new BigDecimal("0.03"), deadline)));
        ObjectNode poor = PlanDocument.of(plan(source, null, null));
        assertThat(schema.faults(poor)).isEmpty();
        assertThat(schema.faults(poor.put("extra", 1))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(RunPlan.FirstAction.class)
    void every_first_action_of_a_plan_is_described(RunPlan.FirstAction action) throws IOException {
        ObjectNode plan = PlanDocument.of(plan(PriceSource.NONE, null, null));

        assertThat(PublishedSchema.of("plan").faults(plan.put("action", action.keyword())))
                .isEmpty();
    }

    @Test
    void a_status_is_described() throws IOException {
        PublishedSchema schema = PublishedSchema.of("status");
        UnknownPurchase unknown = new UnknownPurchase("row-1", "a/b", "a shoe", START);

        ObjectNode status = RunDocument.of(new RunStatus(
                SampleSummaries.running(),
                List.of(unknown),
                List.of(new WorkerStatus(1, "host-a", 42, 10, 4, Duration.ofSeconds(3)))));
        schema.assertDescribes(status);
        assertThat(schema.faults(RunDocument.of(new RunStatus(SampleSummaries.stopped(), List.of()))))
                .isEmpty();
        assertThat(schema.faults(status.without("unknown"))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(SummaryState.class)
    void the_list_of_runs_is_described(SummaryState state) throws IOException {
        PublishedSchema schema = PublishedSchema.of("runs");
        RunOverview rich = new RunOverview(
                "night-1",
                "night",
                "simulator",
                state,
                "budget",
                4,
                10,
                9,
                8,
                1,
                new BigDecimal("0.24"),
                START,
                START.plusSeconds(60),
                "/srv/runs/night-1");
        RunOverview poor = new RunOverview(
                "night-2", "night", "simulator", state, null, null, 0, 0, 0, 0, null, START, null, "s3://b/x");

        ObjectNode runs = RunDocument.of(List.of(rich, poor));
        schema.assertDescribes(runs);
        assertThat(schema.faults(runs.put("extra", 1))).isNotEmpty();
    }

    @Test
    void costs_are_described() throws IOException {
        PublishedSchema schema = PublishedSchema.of("costs");
        CostRequest all = new CostRequest(List.of("job"), null, null, ZoneOffset.UTC, null, null);
        CostRequest some = new CostRequest(
                List.of("job"),
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2026, 11, 30),
                ZoneOffset.UTC,
                "night",
                "simulator");
        Map<List<String>, GroupCosts> groups = Map.of(List.of("night"), GroupCosts.NONE);

        schema.assertDescribes(CostsDocument.of(
                new WorkspaceCosts(all, List.of("job"), new CostSummary(groups, GroupCosts.NONE, 1), START)));
        ObjectNode costs = CostsDocument.of(
                new WorkspaceCosts(some, List.of("job"), new CostSummary(groups, GroupCosts.NONE, 1), START));
        assertThat(schema.faults(costs)).isEmpty();
        assertThat(schema.faults(costs.put("extra", 1))).isNotEmpty();
    }

    @Test
    void the_models_and_each_of_them_are_described() throws IOException {
        List<ImageModel> all = ModelCatalog.builtIn().all();
        PublishedSchema.of("models").assertDescribes(ModelDocument.list(all));
        PublishedSchema schema = PublishedSchema.of("model");

        assertThat(all).allSatisfy(model -> schema.assertDescribes(ModelDocument.of(model)));
        assertThat(schema.faults(ModelDocument.of(all.get(0)).put("extra", 1))).isNotEmpty();
    }

    private static RunPlan plan(PriceSource source, @Nullable BigDecimal price, @Nullable PlannedDeadline deadline) {
        WarningGroups warnings = new WarningGroups();
        warnings.accept(new InputProblem("rows.csv", 2, "title", "X", "title is empty", "Fill it in", true));
        PlannedModel model =
                new PlannedModel("a/b", 2, 2, price, source, price == null ? null : Duration.ofMillis(1_500));
        return new RunPlan(
                "night",
                "simulator",
                "rows.csv",
                RunPlan.FirstAction.BEGIN,
                null,
                null,
                new PlannedRows(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
                Map.of(ReuseRefusal.FILE_GONE, 1L),
                PlannedSources.NONE,
                List.of(model),
                new PlannedCost(model.cost(), BigDecimal.ZERO, price, price == null ? null : 1L),
                new AccountInfo(true, null, price),
                new MinimumTime(2, 8, Duration.ofSeconds(1)),
                deadline,
                List.of("if it fails"),
                List.of("night-0"),
                warnings.count(),
                warnings.groups(),
                List.of("reserving more"));
    }
}
