package dev.darkroom.cli.shell;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.cli.terminal.ProgressText;
import dev.darkroom.cli.terminal.RunProgress;
import dev.darkroom.io.MoneyText;
import dev.darkroom.job.RunObserver;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.results.RunSummary;
import dev.darkroom.step.PhaseProgress;
import dev.darkroom.submit.PreflightException;
import dev.darkroom.submit.PurchaseConfirmation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a run's progress, and wants a confirmation before a large purchase. */
public final class RunTerminal implements RunObserver, PurchaseConfirmation {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final CommandShell shell;
    private final boolean yes;
    private final boolean strict;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final ProgressLine line;
    private MonotonicTime lastShown;
    private @Nullable ZonedDateTime deadline;
    private volatile boolean unconfirmed;

    public RunTerminal(CommandShell shell, boolean yes, boolean strict, InstantSource wall, MonotonicClock clock) {
        this.strict = strict;
        this.shell = shell;
        this.yes = yes;
        this.wall = wall;
        this.clock = clock;
        line = new ProgressLine(shell);
        this.lastShown = clock.now();
    }

    @Override
    public void begins(String run, Path output, boolean goesOn) {
        shell.err()
                .println((goesOn ? "going on with " : "run ") + run + ", results in " + BucketLocation.shown(output));
        shell.err().flush();
    }

    @Override
    public void proxied(String address) {
        shell.err().println("calls go through the proxy " + address);
        shell.err().flush();
    }

    @Override
    public void paused(Instant end) {
        shell.err()
                .println("the service asked an earlier start for a pause: "
                        + RunSummary.pausedMessage(end, wall.instant(), ZoneId.systemDefault()));
        shell.err().flush();
    }

    @Override
    public synchronized void preparing(PhaseProgress progress) {
        if (isDue()) {
            line.show(progress);
        }
    }

    @Override
    public synchronized void progress(RunSummary summary, long inFlight, @Nullable String trouble) {
        if (isDue()) {
            line.show(RunProgress.of(summary, inFlight, trouble, timeOfDay()));
        }
    }

    private boolean isDue() {
        boolean due = shell.screen() != null || lastShown.until(clock.now()).compareTo(line.interval()) >= 0;
        lastShown = due ? clock.now() : lastShown;
        return due;
    }

    @Override
    public synchronized void deadline(Instant end) {
        deadline = end.atZone(ZoneId.systemDefault());
        shell.err()
                .println("nothing is submitted after " + deadline.format(MOMENT) + " (in "
                        + ProgressText.duration(Math.max(
                                0, Duration.between(wall.instant(), end).toSeconds()))
                        + ")");
    }

    private @Nullable String timeOfDay() {
        return deadline == null ? null : deadline.format(TIME_OF_DAY);
    }

    /** Takes the live line off for good. */
    public synchronized void finish() {
        line.clear();
    }

    /** Returns whether the run ended for want of a {@code --yes}. */
    public boolean unconfirmed() {
        return unconfirmed;
    }

    @Override
    public boolean isStrict() {
        return strict;
    }

    @Override
    public boolean acceptRejected(long rejected) {
        return !strict;
    }

    @Override
    public boolean acceptAll() {
        return yes;
    }

    @Override
    public boolean confirm(long purchases, @Nullable BigDecimal estimate) {
        if (yes) {
            return true;
        }
        String what = String.format(Locale.ROOT, "%,d requests", purchases) + ", "
                + (estimate == null ? "at a price that is not known" : "estimated at " + MoneyText.usd(estimate));
        if (!shell.terminal()) {
            unconfirmed = true;
            throw new PreflightException(
                    "this would buy " + what + ", which is more than confirm-over allows unasked. Start it with --yes");
        }
        line.clear();
        String answer = ConsolePrompt.ask(shell, "Buy " + what + "? [y/N]");
        return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
