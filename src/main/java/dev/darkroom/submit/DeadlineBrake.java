package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RunSignals.Stop;
import dev.darkroom.ledger.StopReason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Buys nothing after the job's deadline. */
public final class DeadlineBrake implements Brake {

    private final Instant deadline;
    private final InstantSource clock;

    public DeadlineBrake(Instant deadline, InstantSource clock) {
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public @Nullable Stop before(PendingRow row) {
        return overdue();
    }

    @Override
    public @Nullable Stop overdue() {
        if (clock.instant().isBefore(deadline)) {
            return null;
        }
        return new Stop(
                StopReason.DEADLINE, "the deadline of " + deadline.truncatedTo(ChronoUnit.SECONDS) + " has come");
    }
}
