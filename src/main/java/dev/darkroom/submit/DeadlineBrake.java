package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RunSignals.Stop;
import dev.darkroom.ledger.StopReason;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Buys nothing after the job's deadline. */
public final class DeadlineBrake implements Brake {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

    private final ZonedDateTime deadline;
    private final InstantSource clock;

    /** @param deadline in the zone in which it is told */
    public DeadlineBrake(ZonedDateTime deadline, InstantSource clock) {
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public @Nullable Stop before(PendingRow row) {
        return overdue();
    }

    @Override
    public @Nullable Stop overdue() {
        if (clock.instant().isBefore(deadline.toInstant())) {
            return null;
        }
        return new Stop(StopReason.DEADLINE, deadline.format(WORDS) + " has come");
    }
}
