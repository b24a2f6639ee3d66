package dev.darkroom;

import dev.darkroom.cli.terminal.ProcessSignals;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import java.time.Duration;
import java.util.List;

/**
 * Turns the signals that end a process into a request to stop: what is on the wire is answered and written down first.
 * The second signal ends the process at once, which is as safe as a kill.
 *
 * <p>A shutdown hook would not do: it cannot see a second signal, and the JVM exits with 143 whatever the run came to.
 */
final class StopSignals {

    /**
     * The time for a stop, which is promised within 10 seconds; what is not written down by then, the next start makes
     * good.
     */
    private static final Duration MAX = Duration.ofSeconds(9);

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    static void install(StopSwitch stop) {
        for (String name : NAMES) {
            ProcessSignals.handle(name, () -> requestStop(stop, name));
        }
    }

    private static void requestStop(StopSwitch stop, String name) {
        boolean first = stop.requestStop(name);
        if (first && !stop.heard()) {
            System.err.println(
                    "stopped by signal " + name + " before anything was sent; the same command starts again");
        }
        if (!first || !stop.heard()) {
            Runtime.getRuntime().halt(ExitCode.STOPPED);
        }
        if (!stop.isUnhurried()) {
            endInTime();
        }
    }

    /** Ends the process when the time is over; each signal has a thread of its own. */
    private static void endInTime() {
        try {
            Thread.sleep(MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("the results could not be written in time: 'report' writes them, 'resume' goes on");
        Runtime.getRuntime().halt(ExitCode.STOPPED);
    }
}
