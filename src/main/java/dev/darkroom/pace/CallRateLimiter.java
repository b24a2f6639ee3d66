package dev.darkroom.pace;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when the next call of one kind may be sent: in evenly spaced slots at the rate that the user set, or at the
 * lower one the service really bears; not at all while the service wants a pause. Thread-safe.
 */
public final class CallRateLimiter {

    /**
     * The shortest pause, since most limiters count over a second: a pause shorter than that is met by the same
     * refusal.
     */
    public static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(CallRateLimiter.class);
    private static final double MIN_INTERVAL = 1;
    private static final double MAX_INTERVAL = 1e9 * 86_400 * 366;
    private static final double WORTH_SAYING = 0.02;
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    private final String calls;
    private final MonotonicClock clock;
    private final EvenSlots slots;
    private final EvenSlots doors;
    private final RetryAfterGate gate;
    private final PauseStore pauses;
    private final AdaptiveRate rate;
    private MonotonicTime lastLesson = MonotonicTime.MIN;
    private double said;

    /**
     * @param calls what they are, for the log: {@code submits}
     * @param asked the rate that the user set, never exceeded
     * @param known what was learned of the service before, null if nothing was
     */
    public CallRateLimiter(String calls, CallRate asked, @Nullable BigDecimal known, MonotonicClock clock) {
        this(calls, asked, known, PauseStore.NONE, clock);
    }

    /**
     * Makes one that begins with what is left of a pause that an earlier process was asked for.
     *
     * @param pauses keeps the pauses that are worth keeping for the next process
     */
    public CallRateLimiter(
            String calls, CallRate asked, @Nullable BigDecimal known, PauseStore pauses, MonotonicClock clock) {
        this.calls = calls;
        this.pauses = pauses;
        this.clock = clock;
        this.slots = new EvenSlots(clock);
        this.doors = new EvenSlots(clock);
        this.gate = new RetryAfterGate(clock);
        double most = asked.perSecond();
        this.rate = new AdaptiveRate(most, known == null ? most : known.doubleValue(), clock.now());
        this.said = rate.at(clock.now());
        beginPaused(pauses.left(calls));
    }

    private void beginPaused(Duration left) {
        if (!left.isZero()) {
            gate.shut(left);
            log.info("an earlier start was asked for a pause of {}: {} s of it are left", calls, left.toSeconds());
        }
    }

    /** Returns how long until the next call may be sent: until its slot or the end of a pause, whichever is later. */
    public synchronized Duration untilNext() {
        Duration slot = slots.untilNext();
        Duration pause = gate.left();
        return slot.compareTo(pause) > 0 ? slot : pause;
    }

    /** Returns whether the service wants a pause that is not over. */
    public synchronized boolean paused() {
        return !gate.left().isZero();
    }

    /** Returns how much is left of the pause that the service wants; zero without one. */
    public synchronized Duration pauseLeft() {
        return gate.left();
    }

    /** Takes the next slot and returns when it is; the caller waits until then. */
    public synchronized MonotonicTime take() {
        slots.postpone(gate.left());
        return slots.take(interval());
    }

    /**
     * Lets a call go whose slot has come and returns how long it has to wait still: where several are late, they go one
     * after the other all the same, and what follows makes room for them.
     */
    public synchronized Duration acquire() {
        Duration apart = interval().multipliedBy(97).dividedBy(100);
        Duration wait = doors.untilNext();
        doors.take(apart);
        slots.postpone(wait.plus(apart));
        return wait;
    }

    /** Notes that the service took a call. */
    public synchronized void accepted() {
        rate.accepted(clock.now());
    }

    /**
     * Notes that the service had too much to do (429).
     *
     * @param sent when the call left: one that left before the last pause began teaches nothing new
     * @param retryAfter the pause it wants, null if it names none
     */
    public void throttled(MonotonicTime sent, @Nullable Duration retryAfter) {
        Duration pause = retryAfter == null || retryAfter.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : retryAfter;
        shut(sent, pause);
        if (pause.compareTo(LONG_PAUSE) >= 0) {
            pauses.keep(calls, pause);
        }
    }

    private synchronized void shut(MonotonicTime sent, Duration pause) {
        MonotonicTime now = clock.now();
        gate.shut(pause);
        if (!sent.isAfter(lastLesson)) {
            return;
        }
        lastLesson = now;
        rate.refused(now, now.plus(gate.left()));
        say(pause);
    }

    private void say(Duration pause) {
        double now = rate.at(clock.now());
        if (Math.abs(now - said) > said * WORTH_SAYING || pause.compareTo(LONG_PAUSE) >= 0) {
            said = now;
            log.info(
                    "the service throttles {}: {} s pause, then {} a second",
                    calls,
                    pause.toSeconds(),
                    perSecond().toPlainString());
        }
    }

    /** Returns the rate of this moment, in calls a second, to three digits. */
    public synchronized BigDecimal perSecond() {
        return new BigDecimal(rate.at(clock.now())).round(new MathContext(3));
    }

    /** Returns whether the rate is lower than the user set it, since the service bears no more. */
    public synchronized boolean lowered() {
        rate.at(clock.now());
        return rate.lowered();
    }

    private Duration interval() {
        double nanos = 1e9 / rate.at(clock.now());
        return Duration.ofNanos((long) Math.max(MIN_INTERVAL, Math.min(MAX_INTERVAL, nanos)));
    }
}
