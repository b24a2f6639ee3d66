package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RunSignals.Stop;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Buys nothing after the job's deadline: when the wall clock shows it, or when the time that it was away at the start has
 * passed. A clock that is set back does not make a night longer, nor does a machine that slept.
 */
public final class DeadlineBrake implements Brake {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

    private final ZonedDateTime deadline;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final MonotonicTime latest;

    private DeadlineBrake(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock, MonotonicTime latest) {
        this.deadline = deadline;
        this.wall = wall;
        this.clock = clock;
        this.latest = latest;
    }

    /**
     * A time of day, by the wall clock alone.
     *
     * @param deadline in the zone in which it is told
     */
    public static DeadlineBrake at(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock) {
        return new DeadlineBrake(deadline, wall, clock, MonotonicTime.MAX);
    }

    /**
     * A time after the start, which ends even where the wall clock is set back meanwhile.
     *
     * @param deadline in the zone in which it is told
     */
    public static DeadlineBrake after(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock) {
        Duration left = Duration.between(wall.instant(), deadline.toInstant());
        return new DeadlineBrake(deadline, wall, clock, clock.now().plus(left));
    }

    @Override
    public @Nullable Stop before(PendingRow row) {
        return overdue();
    }

    @Override
    public @Nullable Stop overdue() {
        if (wall.instant().isBefore(deadline.toInstant()) && clock.now().isBefore(latest)) {
            return null;
        }
        return new Stop(StopReason.DEADLINE, deadline.format(WORDS) + " has come");
    }
}
