package dev.darkroom.cli;

import dev.darkroom.job.RunObserver;
import dev.darkroom.results.RunSummary;
import dev.darkroom.submit.Confirmation;
import dev.darkroom.submit.PreflightException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a run's progress, and asks before it buys much. */
final class RunTerminal implements RunObserver, Confirmation {

    private final Shell shell;
    private final boolean yes;
    private final boolean strict;
    private final InstantSource clock;
    private final ProgressLine line;
    private Instant lastShown;

    RunTerminal(Shell shell, boolean yes, boolean strict, InstantSource clock) {
        this.strict = strict;
        this.shell = shell;
        this.yes = yes;
        this.clock = clock;
        line = ProgressLine.on(shell);
        this.lastShown = clock.instant();
    }

    @Override
    public void begins(String run, Path output, boolean goesOn) {
        shell.err().println((goesOn ? "going on with " : "run ") + run + ", results in " + output);
        shell.err().flush();
    }

    @Override
    public synchronized void progress(RunSummary summary, long inFlight, @Nullable String trouble) {
        if (shell.terminal() || Duration.between(lastShown, clock.instant()).compareTo(line.interval()) >= 0) {
            lastShown = clock.instant();
            line.show(Progress.of(summary, inFlight, trouble));
        }
    }

    /** The live line is over. */
    synchronized void finish() {
        line.clear();
    }

    @Override
    public boolean acceptRejected(long rejected) {
        return !strict;
    }

    @Override
    public boolean confirm(long purchases, @Nullable BigDecimal estimate) {
        if (yes) {
            return true;
        }
        String what = String.format(Locale.ROOT, "%,d requests", purchases) + ", "
                + (estimate == null
                        ? "at a price that is not known"
                        : "estimated at " + estimate.stripTrailingZeros().toPlainString() + " USD");
        if (!shell.terminal()) {
            throw new PreflightException(
                    "this would buy " + what + ", which is more than confirm-over allows unasked. Start it with --yes");
        }
        line.clear();
        shell.err().print("Buy " + what + "? [y/N] ");
        shell.err().flush();
        return answer().strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private static String answer() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            String answer = in.readLine();
            return answer == null ? "" : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
