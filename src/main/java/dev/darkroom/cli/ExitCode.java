package dev.darkroom.cli;

/**
 * How a process ends, for scripts. Of several that apply the first counts in the order 6, 2, 1, 3, 4, 5, 0. That nothing
 * was spent is certain only with {@link #USAGE} and {@link #WORKSPACE_HELD}.
 */
public final class ExitCode {

    /** Finished; no more rows lack a picture than the fail threshold allows. */
    public static final int FINISHED = 0;

    /** A defect or an unforeseen failure; the state is kept. */
    public static final int DEFECT = 1;

    /** Wrong usage, job file or manifest; nothing was sent. */
    public static final int USAGE = 2;

    /** The service refuses this account: its token or its balance. */
    public static final int ACCOUNT = 3;

    /** Stopped before the end: signal, deadline, budget, canary, outage, full disk. */
    public static final int STOPPED = 4;

    /** Finished; more rows lack a picture than the fail threshold allows. */
    public static final int PICTURES_MISSING = 5;

    /** Another process holds the workspace. */
    public static final int WORKSPACE_HELD = 6;

    private ExitCode() {}
}
