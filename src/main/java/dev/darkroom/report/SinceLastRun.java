package dev.darkroom.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The differences between a run and the one before it, row by row.
 *
 * @param previousRun the id of the run it is held against, null if there is none
 * @param added rows whose id the last run did not have
 * @param changed rows that requested something else then
 * @param reused rows whose pictures stand here from before
 * @param fixed rows that have a picture now and had none then
 * @param stillFailing rows that have no picture, now as then
 * @param gone rows of the last run that this one has not
 */
record SinceLastRun(
        @Nullable String previousRun,
        RowChange added,
        RowChange changed,
        RowChange reused,
        RowChange fixed,
        RowChange stillFailing,
        RowChange gone) {

    /** The number of ids of a kind that are worth listing; of the rest the count is told. */
    public static final int MAX_IDS = 200;

    SinceLastRun {
        Objects.requireNonNull(added, "added is null");
        Objects.requireNonNull(changed, "changed is null");
        Objects.requireNonNull(reused, "reused is null");
        Objects.requireNonNull(fixed, "fixed is null");
        Objects.requireNonNull(stillFailing, "stillFailing is null");
        Objects.requireNonNull(gone, "gone is null");
    }

    /**
     * The rows of one kind.
     *
     * @param total number of rows
     * @param ids of the first of them, in manifest order; more than {@link #MAX_IDS} are cut off
     */
    public record RowChange(long total, List<String> ids) {

        public RowChange {
            ids = List.copyOf(ids.subList(0, Math.min(ids.size(), MAX_IDS)));
            if (total < ids.size()) {
                throw new IllegalArgumentException("a total of " + total + " has " + ids.size() + " ids");
            }
        }
    }
}
