package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stops submits after the job's deadline: when the wall clock shows it, or when the time that it was away at the start
 * has passed. A clock that is set back does not make a night longer, nor does a machine that slept.
 */
public final class DeadlineGuard implements SubmitGuard {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

    private final ZonedDateTime deadline;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final MonotonicTime latest;

    private DeadlineGuard(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock, MonotonicTime latest) {
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
    public static DeadlineGuard at(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock) {
        return new DeadlineGuard(deadline, wall, clock, MonotonicTime.MAX);
    }

    /**
     * Guards a time after the start, which ends even where the wall clock is set back meanwhile.
     *
     * @param deadline in the zone in which it is told
     */
    public static DeadlineGuard after(ZonedDateTime deadline, InstantSource wall, MonotonicClock clock) {
        Duration left = Duration.between(wall.instant(), deadline.toInstant());
        return new DeadlineGuard(deadline, wall, clock, clock.now().plus(left));
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        return overdue();
    }

    @Override
    public @Nullable StopSignal overdue() {
        if (wall.instant().isBefore(deadline.toInstant()) && clock.now().isBefore(latest)) {
            return null;
        }
        return new StopSignal(
                StopReason.DEADLINE,
                deadline.format(WORDS)
                        + " has come, and this start buys nothing more; the next one buys until a deadline of its own");
    }
}
