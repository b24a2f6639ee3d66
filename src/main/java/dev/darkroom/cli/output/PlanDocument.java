package dev.darkroom.cli.output;

import dev.darkroom.io.MoneyText;
import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import dev.darkroom.plan.AccountInfo;
import dev.darkroom.plan.MinimumTime;
import dev.darkroom.plan.PlannedCost;
import dev.darkroom.plan.PlannedDeadline;
import dev.darkroom.plan.PlannedModel;
import dev.darkroom.plan.PlannedRows;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.reuse.ReuseRefusal;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as {@code --json} tells it. */
public final class PlanDocument {

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private PlanDocument() {}

    public static ObjectNode of(RunPlan plan) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", FORMAT);
        document.put("job", plan.job());
        document.put("service", plan.service());
        document.put("manifest", plan.manifest());
        document.put("action", plan.action().keyword());
        document.put("run", plan.run());
        document.put("exit_code", plan.exitCode());
        rows(plan.rows(), document.putObject("rows"));
        ObjectNode notReused = document.putObject("not_reused");
        for (ReuseRefusal why : ReuseRefusal.values()) {
            notReused.put(why.keyword(), plan.notReused().getOrDefault(why, 0L));
        }
        SourcesText.document(plan.sources(), document.putObject("sources"));
        document.put("requests", plan.requests());
        document.put("outputs", plan.outputs());
        models(plan, document.putArray("models"));
        cost(plan.cost(), document.putObject("cost"));
        account(plan.account(), plan.balanceAfterUsd(), document.putObject("account"));
        time(plan.time(), document.putObject("time"));
        PlannedDeadline deadline = plan.deadline();
        if (deadline == null) {
            document.putNull("deadline");
        } else {
            deadline(deadline, document.putObject("deadline"));
        }
        ArrayNode stops = document.putArray("stops");
        plan.stops().forEach(stops::add);
        ArrayNode waiting = document.putArray("waiting_runs");
        plan.waitingRuns().forEach(waiting::add);
        document.put("warnings", plan.warnings());
        ArrayNode warnings = document.putArray("first_warnings");
        plan.firstWarnings().stream().map(WarningGroup::toString).forEach(warnings::add);
        ArrayNode notes = document.putArray("notes");
        plan.notes().forEach(notes::add);
        return document;
    }

    private static void rows(PlannedRows rows, ObjectNode node) {
        node.put("total", rows.total());
        node.put("invalid", rows.invalid());
        node.put("duplicate_ids", rows.duplicateIds());
        node.put("equal", rows.equal());
        node.put("reusable", rows.reusable());
        node.put("fetched_again", rows.fetchedAgain());
        node.put("taken_over", rows.takenOver());
        node.put("unknown", rows.unknown());
        node.put("collecting", rows.collecting());
        node.put("done", rows.done());
        node.put("to_buy", rows.toBuy());
    }

    private static void models(RunPlan plan, ArrayNode models) {
        for (PlannedModel planned : plan.models()) {
            ObjectNode model = models.addObject();
            model.put("model", planned.model());
            model.put("requests", planned.requests());
            model.put("outputs", planned.outputs());
            model.put("price_usd", plain(planned.price()));
            model.put("price_source", planned.source().keyword());
            Duration usual = planned.usual();
            model.put("usual_s", usual == null ? null : seconds(usual));
        }
    }

    private static void cost(PlannedCost cost, ObjectNode node) {
        node.put("estimated_usd", plain(cost.estimatedUsd()));
        node.put("spent_usd", plain(cost.spentUsd()));
        node.put("cap_usd", plain(cost.capUsd()));
        node.put("requests_within_cap", cost.requestsWithinCap());
    }

    private static void account(AccountInfo account, @Nullable BigDecimal after, ObjectNode node) {
        node.put("asked", account.asked());
        node.put("problem", account.problem());
        node.put("balance_usd", plain(account.balanceUsd()));
        node.put("balance_after_usd", plain(after));
    }

    private static void time(MinimumTime time, ObjectNode node) {
        node.put("rate_per_s", time.ratePerSecond());
        node.put("max_in_flight", time.maxInFlight());
        node.put("least_s", seconds(time.least()));
    }

    private static void deadline(PlannedDeadline deadline, ObjectNode node) {
        node.put("at", deadline.at().toOffsetDateTime().toString());
        node.put("requests_before", deadline.requestsBefore());
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : MoneyText.amount(amount);
    }
}
