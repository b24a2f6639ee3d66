package dev.darkroom.job;

import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.ledger.signals.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The exit codes of a process, for scripts. Of several that apply the first counts in the order 6, 2, 1, 3, 4, 5, 0.
 * That nothing was spent is certain only with {@link #USAGE} and {@link #WORKSPACE_HELD}. A run's code comes from the
 * ledger, never from Spring Batch's status.
 */
public final class ExitCode {

    /** Finished; no more rows lack a picture than the fail threshold allows. */
    public static final int FINISHED = 0;

    /** A defect or an unforeseen failure; the state is kept. */
    public static final int DEFECT = 1;

    /** Wrong usage, job file or manifest, or not confirmed; nothing was submitted, earlier purchases are collected. */
    public static final int USAGE = 2;

    /** The service refuses this account: its token or its balance. */
    public static final int ACCOUNT = 3;

    /** Stopped before the end: signal, deadline, window, budget, canary, stop-if, outage, full disk, bucket. */
    public static final int STOPPED = 4;

    /** Finished; more rows lack a picture than the fail threshold allows. */
    public static final int PICTURES_MISSING = 5;

    /** Another process holds the workspace. */
    public static final int WORKSPACE_HELD = 6;

    private ExitCode() {}

    /**
     * The code of a run's end.
     *
     * @param stop why it stopped, null if it did not
     * @param ended whether all rows are at their end, and results say so
     * @param lacking how many rows have no picture
     * @param total how many rows there are
     */
    static int of(@Nullable StopReason stop, boolean ended, long lacking, long total, FailThreshold threshold) {
        if (stop == StopReason.FAILURE || stop == StopReason.UNPREPARED) {
            return DEFECT;
        }
        if (stop == StopReason.ACCOUNT) {
            return ACCOUNT;
        }
        if (stop == StopReason.DISK_FULL || stop == StopReason.BUCKET || (stop != null && !ended)) {
            return STOPPED;
        }
        if (!ended) {
            return DEFECT;
        }
        return threshold.allows(lacking, total) ? FINISHED : PICTURES_MISSING;
    }
}
