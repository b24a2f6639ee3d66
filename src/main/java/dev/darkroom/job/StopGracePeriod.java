package dev.darkroom.job;

import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.monitoring.RepeatingTimer;
import dev.darkroom.monitoring.TolerantTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a run that is to end immediately ends in time: calls that are under way have some seconds to come to
 * their end, then they are broken off. The answer of a purchase is then unknown; all else is requested again by the
 * next start.
 */
public final class StopGracePeriod implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StopGracePeriod.class);

    /** The time calls have: a signal's run has to end within 10 seconds, results and all. */
    public static final Duration GRACE = Duration.ofSeconds(6);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final RunSignals signals;
    private final Runnable breakOff;
    private final Duration grace;
    private final RepeatingTimer timer = new RepeatingTimer("patience");
    private Duration waited = Duration.ZERO;

    /** @param breakOff breaks the calls off */
    public StopGracePeriod(RunSignals signals, Runnable breakOff, Duration grace) {
        this.signals = signals;
        this.breakOff = breakOff;
        this.grace = grace;
    }

    /** Begins to look whether the run is to end. */
    public void start() {
        TolerantTask looking = new TolerantTask("cannot break off what is under way", "the end may be late");
        timer.repeat(POLL_INTERVAL, POLL_INTERVAL, looking, this::check);
    }

    private void check() {
        if (!signals.stopImmediately()) {
            return;
        }
        waited = waited.plus(POLL_INTERVAL);
        if (waited.compareTo(grace) >= 0) {
            log.info("breaking off what is still under way after {} s", grace.toSeconds());
            breakOff.run();
            timer.end();
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
