package dev.darkroom.step;

import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.choice.RowChoice;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run that one process does.
 *
 * @param cancels whether it ends the run instead of resuming it: nothing more is submitted, what waits at the service
 *     is cancelled, what runs there is collected
 * @param only the statuses of the finished rows that are resumed, and that alone are worked on; empty for all
 * @param refusal why nothing is submitted and what was submitted is collected all the same; null if the run is resumed
 * @param pastStop whether it is resumed past a stop that stands
 * @param rows the rows that alone are worked on, of those that {@code only} says
 */
public record RunScope(
        boolean cancels, Set<RowStatus> only, @Nullable String refusal, boolean pastStop, RowChoice rows) {

    /** The statuses from which a row can be resumed. */
    public static final Set<RowStatus> REOPENABLE = Set.copyOf(EnumSet.of(
            RowStatus.FAILED, RowStatus.TIMED_OUT, RowStatus.CANCELLED, RowStatus.DOWNLOAD_FAILED, RowStatus.UNKNOWN));

    /** The whole run. */
    public static final RunScope ALL = new RunScope(false, Set.of(), null, false, RowChoice.ALL);

    /** Its end. */
    public static final RunScope CANCEL = new RunScope(true, Set.of(), null, false, RowChoice.ALL);

    public RunScope {
        only = Set.copyOf(only);
        if (!REOPENABLE.containsAll(only)) {
            throw new IllegalArgumentException("not every one of these statuses can be left again: " + only);
        }
    }

    /** Only rows that ended so. */
    public static RunScope only(Set<RowStatus> statuses) {
        return new RunScope(false, statuses, null, false, RowChoice.ALL);
    }

    /** Collects what was submitted, and submits nothing. */
    public static RunScope refused(String why) {
        return new RunScope(false, Set.of(), why, false, RowChoice.ALL);
    }

    /** Returns the same part, resumed past a stop that stands. */
    public RunScope goingPastStop() {
        return new RunScope(cancels, only, refusal, true, rows);
    }

    /** Returns the same part, of these rows alone. */
    public RunScope among(RowChoice chosen) {
        return new RunScope(cancels, only, refusal, pastStop, chosen);
    }

    /** Returns whether some rows are left out on purpose. */
    public boolean limited() {
        return !only.isEmpty() || !rows.isAll();
    }

    /** The ledger's states of the rows to be resumed. */
    public Set<RowState> states() {
        return only.stream().map(status -> RowState.valueOf(status.name())).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the rows that are worked on, for people: "in the status failed, where brand = acme". */
    public String rowsText() {
        String statuses = only.isEmpty() ? "" : "in the status " + String.join(", ", keywords());
        return statuses + (only.isEmpty() || rows.isAll() ? "" : ", ") + rows.message();
    }

    /** The statuses' keywords, in their own order. */
    public List<String> keywords() {
        return only.stream().sorted().map(RowStatus::keyword).toList();
    }
}
