package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.ProgressText;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import dev.darkroom.plan.AccountInfo;
import dev.darkroom.plan.PlannedCost;
import dev.darkroom.plan.PlannedDeadline;
import dev.darkroom.plan.PlannedModel;
import dev.darkroom.plan.PlannedRows;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.reuse.ReuseRefusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A plan for a person; safe for a terminal whatever a manifest holds. */
public final class PlanText {

    private static final int MAX_WARNINGS = 5;

    /** Formats a moment with the day: a time of day that has just passed is the next day's. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

    private PlanText() {}

    public static List<String> lines(RunPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(label("job") + plan.job() + " at " + plan.service() + ": " + action(plan));
        lines.add(label("rows") + count(plan.rows().total()) + ": " + rows(plan.rows()));
        String notReused = notReused(plan);
        if (!notReused.isEmpty()) {
            lines.add(label("not reused") + notReused);
        }
        SourcesText.lines(plan.sources()).forEach(line -> lines.add(label("sources") + line));
        if (plan.action() != RunPlan.FirstAction.NOTHING) {
            purchases(plan, lines);
        }
        plan.waitingRuns()
                .forEach(run -> lines.add(label("note") + "the unfinished run " + run
                        + " waits to buy rows that are bought here: finish or cancel it"));
        plan.notes().forEach(note -> lines.add(label("note") + note));
        warnings(plan, lines);
        return lines.stream().map(SafeText::line).toList();
    }

    private static String action(RunPlan plan) {
        return switch (plan.action()) {
            case BEGIN -> "a new run would begin";
            case GO_ON -> "the run " + plan.run() + " would go on";
            case NOTHING ->
                "the run " + plan.run() + " is finished and nothing changed: nothing would be bought, exit "
                        + plan.exitCode();
        };
    }

    private static String rows(PlannedRows rows) {
        List<String> parts = new ArrayList<>();
        part(parts, rows.toBuy(), "to buy");
        part(parts, rows.reusable(), "reusable");
        part(parts, rows.equal(), "equal to another row");
        part(
                parts,
                rows.fetchedAgain(),
                "to fetch again (their files are gone or changed; bought if the service lost them)");
        part(parts, rows.takenOver(), "taken over from another run");
        part(parts, rows.unknown(), "unknown");
        part(parts, rows.collecting(), "to collect");
        part(parts, rows.done(), "done");
        part(parts, rows.invalid(), "invalid");
        String ids = rows.duplicateIds() == 0 ? "" : count(rows.duplicateIds()) + " by a second id; ";
        String which = rows.invalid() == 0 ? "" : " (" + ids + "validate names each)";
        return parts.isEmpty() ? "none" : String.join(", ", parts) + which;
    }

    private static void part(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(count(number) + " " + what);
        }
    }

    private static String notReused(RunPlan plan) {
        return Arrays.stream(ReuseRefusal.values())
                .filter(why -> plan.notReused().containsKey(why))
                .map(why -> count(Objects.requireNonNull(plan.notReused().get(why))) + " " + message(why))
                .collect(Collectors.joining(", "));
    }

    private static String message(ReuseRefusal why) {
        return switch (why) {
            case FILE_GONE -> "whose files are gone";
            case FILE_CHANGED -> "whose files are not as they were";
            case SOURCE_CHANGED -> "whose source picture changed";
            case REJECTED -> "rejected in review and not made again (the same input and seed may well come out alike)";
            case QUERY_DIFFERS ->
                "where each differs only in its query from one bought before (sources.ignore-query: true in the job file, or"
                        + " the names of the parameters that change, takes its picture)";
            case CHECK_FAILED ->
                "failed by a check and bought again (the same input and seed may well come out alike: reject them in the"
                        + " report for a new seed, or approve them to use them as they are)";
        };
    }

    private static void purchases(RunPlan plan, List<String> lines) {
        lines.add(label("to buy") + CountText.of(plan.requests(), "request") + ", "
                + CountText.of(plan.outputs(), "output"));
        for (PlannedModel model : plan.models()) {
            lines.add(label("price") + model.model() + ": " + price(model));
        }
        lines.add(label("cost") + cost(plan.cost()));
        lines.add(label("balance") + balance(plan));
        if (plan.requests() > 0) {
            lines.add(label("time") + time(plan));
            deadline(plan, lines);
            if (!plan.stops().isEmpty()) {
                lines.add(label("stops") + String.join("; ", plan.stops()));
            }
        }
    }

    private static String price(PlannedModel model) {
        BigDecimal price = model.price();
        if (price == null) {
            return "unknown; set budget.price";
        }
        return usd(price) + " an output, " + priceSource(model.source());
    }

    private static String priceSource(PlannedModel.PriceSource source) {
        return switch (source) {
            case JOB -> "by budget.price";
            case SEEN -> "the dearest seen";
            case SERVICE, NONE -> "by the service";
        };
    }

    private static String cost(PlannedCost cost) {
        BigDecimal estimated = cost.estimatedUsd();
        BigDecimal cap = cost.capUsd();
        Long within = cost.requestsWithinCap();
        return (estimated == null ? "unknown" : usd(estimated))
                + (cost.spentUsd().signum() == 0
                        ? ""
                        : ", besides " + usd(cost.spentUsd()) + " of this run, spent, on its way or in doubt")
                + (cap == null ? "" : ", at most " + usd(cap))
                + (within == null ? "" : ": a run would stop after about " + CountText.of(within, "request"));
    }

    private static String balance(RunPlan plan) {
        AccountInfo account = plan.account();
        BigDecimal balance = account.balanceUsd();
        if (balance == null) {
            return "unknown: " + account.problem();
        }
        BigDecimal after = plan.balanceAfterUsd();
        return usd(balance)
                + (after == null ? "" : ", " + usd(after) + " after it")
                + (after != null && after.signum() < 0 ? ": it does not suffice" : "");
    }

    private static String time(RunPlan plan) {
        List<Duration> usual = plan.models().stream()
                .map(PlannedModel::usual)
                .filter(Objects::nonNull)
                .toList();
        String known = usual.size() == plan.models().size()
                ? usual.stream()
                        .map(time -> String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0))
                        .collect(Collectors.joining(", ", "", " usual at the service"))
                : "the usual time at the service is unknown";
        return "at least " + ProgressText.duration(plan.time().least().toSeconds()) + ": "
                + ProgressText.rate(plan.time().ratePerSecond()) + ", "
                + plan.time().maxInFlight() + " in flight, " + known;
    }

    private static void deadline(RunPlan plan, List<String> lines) {
        PlannedDeadline deadline = plan.deadline();
        if (deadline != null) {
            boolean all = deadline.requestsBefore() >= plan.requests();
            lines.add(label("deadline") + "buys until " + deadline.at().format(MOMENT) + ": "
                    + (all ? "all " : "about " + count(deadline.requestsBefore()) + " of ")
                    + CountText.of(plan.requests(), "request") + " before it at this rate");
        }
    }

    private static void warnings(RunPlan plan, List<String> lines) {
        List<WarningGroup> shown =
                plan.firstWarnings().stream().limit(MAX_WARNINGS).toList();
        shown.forEach(warning -> lines.add(label("warning") + warning.asError()));
        long more =
                plan.warnings() - shown.stream().mapToLong(WarningGroup::rows).sum();
        if (more > 0) {
            lines.add(label("warning") + count(more) + " more: 'validate' lists them all");
        }
    }

    private static String usd(BigDecimal amount) {
        return MoneyText.usd(amount);
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "%-11s", name);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
