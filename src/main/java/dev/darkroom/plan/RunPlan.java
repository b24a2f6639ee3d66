package dev.darkroom.plan;

import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import dev.darkroom.reuse.ReuseRefusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run: what a start of the job would do.
 *
 * @param job the job's name
 * @param service the service it submits to
 * @param manifest as the user named it
 * @param action whether another run begins
 * @param run the run that is resumed, or was finished; null for another
 * @param exitCode how that finished run ended, null for all others
 * @param rows what would become of the rows
 * @param notReused how many rows that an earlier run has too are not reusable, by why
 * @param sources what a look at the sources showed
 * @param models what is to be submitted, by model
 * @param cost of it
 * @param account what the service says of it
 * @param time the least it can take
 * @param deadline until when it may submit, by deadline or window; null if the job has none, the window is not open or
 *     nothing is to be submitted
 * @param stops what would stop it for its rows' sake, each a clause that begins with "if"
 * @param waitingRuns unfinished runs that wait to submit rows that are submitted here
 * @param warnings how many warnings {@code validate} gives
 * @param firstWarnings the first kinds of them, each with its first row and their number
 * @param notes what else there is to know
 */
public record RunPlan(
        String job,
        String service,
        String manifest,
        FirstAction action,
        @Nullable String run,
        @Nullable Integer exitCode,
        PlannedRows rows,
        Map<ReuseRefusal, Long> notReused,
        PlannedSources sources,
        List<PlannedModel> models,
        PlannedCost cost,
        AccountInfo account,
        MinimumTime time,
        @Nullable PlannedDeadline deadline,
        List<String> stops,
        List<String> waitingRuns,
        long warnings,
        List<WarningGroup> firstWarnings,
        List<String> notes) {

    public RunPlan {
        Objects.requireNonNull(action, "action is null");
        notReused = Map.copyOf(notReused);
        models = List.copyOf(models);
        stops = List.copyOf(stops);
        waitingRuns = List.copyOf(waitingRuns);
        firstWarnings = List.copyOf(firstWarnings);
        notes = List.copyOf(notes);
    }

    public long requests() {
        return models.stream().mapToLong(PlannedModel::requests).sum();
    }

    public long outputs() {
        return models.stream().mapToLong(PlannedModel::outputs).sum();
    }

    /** The balance that would be left, null if balance or cost are unknown. */
    public @Nullable BigDecimal balanceAfterUsd() {
        BigDecimal balance = account.balanceUsd();
        BigDecimal estimated = cost.estimatedUsd();
        return balance == null || estimated == null ? null : balance.subtract(estimated);
    }

    /** The first thing that a start would do. */
    public enum FirstAction {
        /** Another run begins. */
        BEGIN,
        /** An unfinished one is resumed. */
        GO_ON,
        /** The last one is finished and nothing changed: nothing is submitted. */
        NOTHING;

        /** The keyword for programs. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
