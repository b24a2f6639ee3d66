package dev.darkroom.job;

import dev.darkroom.jobfile.FailThreshold;
import dev.darkroom.ledger.StopReason;
import org.jspecify.annotations.Nullable;

/** How a run's end becomes the process's exit code. It comes from the ledger, never from Spring Batch's status. */
public final class ExitStatus {

    /** Finished; no more rows lack a picture than allowed. */
    public static final int FINISHED = 0;
    /** A defect or an unforeseen failure; the state is kept. */
    public static final int DEFECT = 1;
    /** Wrong usage, job file or manifest; nothing was sent. */
    public static final int USAGE = 2;
    /** The service refuses this account. */
    public static final int ACCOUNT = 3;
    /** Stopped before the end. */
    public static final int STOPPED = 4;
    /** Finished; more rows lack a picture than allowed. */
    public static final int LACKING = 5;
    /** Another process holds the workspace. */
    public static final int LOCKED = 6;

    private ExitStatus() {}

    /**
     * The code of a run's end.
     *
     * @param stop why it stopped, null if it did not
     * @param open how many rows are not at their end
     * @param lacking how many rows have no picture
     * @param total how many rows there are
     */
    static int of(@Nullable StopReason stop, long open, long lacking, long total, FailThreshold threshold) {
        if (stop == StopReason.FAILURE) {
            return DEFECT;
        }
        if (stop == StopReason.ACCOUNT) {
            return ACCOUNT;
        }
        if (stop != null && open > 0) {
            return STOPPED;
        }
        if (open > 0) {
            return DEFECT;
        }
        return threshold.allows(lacking, total) ? FINISHED : LACKING;
    }
}
