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
    private static final double WORTH_SAYING = 0.02;
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    private final String calls;
    private final MonotonicClock clock;
    private final RetryAfterGate gate;
    private final RateSource rate;
    private final SlotSource slots;
    private final PauseStore pauses;
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
        this(calls, new LearnedRate(asked.perSecond(), known, clock), null, pauses, clock);
    }

    private CallRateLimiter(
            String calls, RateSource rate, @Nullable AccountPace account, PauseStore pauses, MonotonicClock clock) {
        this.calls = calls;
        this.pauses = pauses;
        this.clock = clock;
        this.gate = new RetryAfterGate(clock);
        this.rate = rate;
        this.slots = account == null ? new LocalSlots(gate, rate, clock) : new SharedSlots(account, gate, rate, clock);
        this.said = rate.perSecond();
        beginPaused(pauses.left(calls));
    }

    /**
     * Makes that of the one process which finds out the rate for all that send calls for an account. The others take no
     * slots before it was {@linkplain #refresh refreshed} once: the rate that is shared may be an earlier run's.
     *
     * @param known what was learned of the service before, null if nothing was
     */
    public static CallRateLimiter leader(
            String calls,
            CallRate asked,
            @Nullable BigDecimal known,
            PauseStore pauses,
            AccountPace account,
            MonotonicClock clock) {
        return new CallRateLimiter(calls, new LearnedRate(asked.perSecond(), known, clock), account, pauses, clock);
    }

    /**
     * Makes that of a process which goes by the rate that another finds out.
     *
     * @param asked the rate that the user set, to tell a lower one from
     */
    public static CallRateLimiter follower(
            String calls, CallRate asked, PauseStore pauses, AccountPace account, MonotonicClock clock) {
        return new CallRateLimiter(calls, new FollowedRate(asked.perSecond()), account, pauses, clock);
    }

    private void beginPaused(Duration left) {
        if (!left.isZero()) {
            gate.shut(left);
            log.info("an earlier start was asked for a pause of {}: {} s of it are left", calls, left.toSeconds());
        }
    }

    /** Returns how long until the next call may be sent: until its slot or the end of a pause, whichever is later. */
    public Duration untilNext() {
        Duration slot = slots.untilNext();
        Duration pause = gate.left();
        return slot.compareTo(pause) > 0 ? slot : pause;
    }

    /** Returns whether the service wants a pause that is not over. */
    public boolean paused() {
        return !gate.left().isZero();
    }

    /** Returns how much is left of the pause that the service wants; zero without one. */
    public Duration pauseLeft() {
        return gate.left();
    }

    /** Takes the next slot and returns when it is; the caller waits until then. */
    public MonotonicTime take() {
        return takeSlot().at();
    }

    /**
     * Takes the next slot, for a call that may be late at it; the caller waits until then. Where other processes have
     * taken what there was, it has lapsed already.
     */
    public CallSlot takeSlot() {
        return slots.take();
    }

    /**
     * Lets a call go whose slot has come: where several are late, they go one after the other all the same.
     *
     * @return how long it has to wait still; null if its slot has lapsed, so that it needs another
     */
    public @Nullable Duration acquire(CallSlot slot) {
        return slots.acquire(slot);
    }

    /** Notes that the service took a call. */
    public void accepted() {
        rate.accepted(clock.now());
    }

    /** Notes that the service took a call of another process, so long ago. */
    public void acceptedElsewhere(Duration ago) {
        rate.accepted(clock.now().minus(ago));
    }

    /**
     * Notes that the service had too much to do (429).
     *
     * @param sent when the call left: one that left before the last pause began teaches nothing new
     * @param retryAfter the pause it wants, null if it names none
     */
    public void throttled(MonotonicTime sent, @Nullable Duration retryAfter) {
        Duration pause = atLeastMinimum(retryAfter);
        shut(sent, pause);
        slots.pause(pause);
        if (pause.compareTo(LONG_PAUSE) >= 0) {
            pauses.keep(calls, pause);
        }
    }

    /**
     * Notes that the service had too much to do for another process's call; that process has set the pause.
     *
     * @param sentAgo how long ago the call left
     * @param answeredAgo how long ago it was refused
     * @param retryAfter the pause that the service wants, null if it names none
     */
    public void throttledElsewhere(Duration sentAgo, Duration answeredAgo, @Nullable Duration retryAfter) {
        Duration left = atLeastMinimum(retryAfter).minus(answeredAgo);
        shut(clock.now().minus(sentAgo), left.isNegative() ? Duration.ZERO : left);
        slots.refresh();
    }

    private static Duration atLeastMinimum(@Nullable Duration retryAfter) {
        return retryAfter == null || retryAfter.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : retryAfter;
    }

    private synchronized void shut(MonotonicTime sent, Duration pause) {
        MonotonicTime now = clock.now();
        gate.shut(pause);
        if (!sent.isAfter(lastLesson)) {
            return;
        }
        lastLesson = now;
        rate.refused(now.plus(gate.left()));
        say(pause);
    }

    /**
     * Learns what others were told meanwhile: pauses that are kept, and where slots are shared the rate and every pause.
     * Called every second or two where others call the same service.
     */
    public void refresh() {
        gate.shut(pauses.left(calls));
        slots.refresh();
    }

    private void say(Duration pause) {
        double now = rate.perSecond();
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
    public BigDecimal perSecond() {
        return new BigDecimal(rate.perSecond()).round(new MathContext(3));
    }

    /** Returns whether the rate is lower than the user set it, since the service bears no more. */
    public boolean lowered() {
        return rate.lowered();
    }
}
