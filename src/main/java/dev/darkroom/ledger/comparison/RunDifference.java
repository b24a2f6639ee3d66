package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.runs.RunRecord;
import java.util.List;
import java.util.Objects;

/**
 * The changes of a run's rows since an earlier one. A row may be in several groups: one that changed may be fixed as
 * well.
 *
 * @param previous the run it was compared with
 * @param added rows whose id was not there before
 * @param changed rows whose input was another before
 * @param reused rows whose picture was there already, at no cost
 * @param fixed rows that had no picture, or one that was rejected, and now have another
 * @param stillFailing rows that came to no picture before and now
 * @param gone rows of the earlier run whose id is not there any more; none if this run is about some rows only
 */
public record RunDifference(
        RunRecord previous,
        DifferingRows added,
        DifferingRows changed,
        DifferingRows reused,
        DifferingRows fixed,
        DifferingRows stillFailing,
        DifferingRows gone) {

    /** The number of rows of a group that are named. */
    public static final int NAMED = 50;

    public RunDifference {
        Objects.requireNonNull(previous, "previous is null");
    }

    /**
     * Rows of one kind.
     *
     * @param count how many
     * @param ids the ids of the first {@value RunDifference#NAMED} in manifest order
     */
    public record DifferingRows(long count, List<String> ids) {

        public DifferingRows {
            ids = List.copyOf(ids);
        }
    }
}
