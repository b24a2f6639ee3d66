package dev.darkroom.cli.shell;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.step.PhaseProgress;
import dev.darkroom.step.RunPhase;

/** Shows how far a look at sources has come, for commands that end with it. */
public final class SourceLookProgress implements LookProgress {

    private final ProgressLine line;
    private final MonotonicClock clock;
    private long total;
    private MonotonicTime next;

    public SourceLookProgress(ProgressLine line, MonotonicClock clock) {
        this.line = line;
        this.clock = clock;
        next = clock.now();
    }

    @Override
    public void begin(long addresses) {
        total = addresses;
        next = clock.now().plus(line.interval());
    }

    @Override
    public void settled(long addresses) {
        MonotonicTime now = clock.now();
        if (!now.isBefore(next)) {
            next = now.plus(line.interval());
            line.show(new PhaseProgress(RunPhase.LOOKING, addresses, total));
        }
    }

    @Override
    public void end() {
        line.clear();
    }
}
