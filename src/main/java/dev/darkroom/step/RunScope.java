package dev.darkroom.step;

import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of a run one process does.
 *
 * @param cancels whether it ends the run instead of going on: nothing more is bought, what waits at the service is
 *     cancelled, what runs there is collected
 * @param only the statuses of the finished rows that are taken up again, and that alone are worked on; empty for all
 * @param refusal why nothing is bought and what was bought is collected all the same; null if the run goes on
 */
public record RunScope(
        boolean cancels, Set<RowStatus> only, @Nullable String refusal) {

    /** The statuses from which a row can be taken up again. */
    public static final Set<RowStatus> REOPENABLE = Set.copyOf(EnumSet.of(
            RowStatus.FAILED, RowStatus.TIMED_OUT, RowStatus.CANCELLED, RowStatus.DOWNLOAD_FAILED, RowStatus.UNKNOWN));

    /** The whole run. */
    public static final RunScope ALL = new RunScope(false, Set.of(), null);

    /** Its end. */
    public static final RunScope CANCEL = new RunScope(true, Set.of(), null);

    public RunScope {
        only = Set.copyOf(only);
        if (!REOPENABLE.containsAll(only)) {
            throw new IllegalArgumentException("not every one of these statuses can be left again: " + only);
        }
    }

    /** Only rows that ended so. */
    public static RunScope only(Set<RowStatus> statuses) {
        return new RunScope(false, statuses, null);
    }

    /** Collects what was bought, and buys nothing. */
    public static RunScope refused(String why) {
        return new RunScope(false, Set.of(), why);
    }

    /** Whether some rows are left out on purpose. */
    public boolean limited() {
        return !only.isEmpty();
    }

    /** Where the rows to be taken up again stand in the ledger. */
    public Set<RowState> states() {
        return only.stream().map(status -> RowState.valueOf(status.name())).collect(Collectors.toUnmodifiableSet());
    }

    /** The statuses' words, for people. */
    public String message() {
        return only.stream().sorted().map(RowStatus::keyword).collect(Collectors.joining(", "));
    }
}
