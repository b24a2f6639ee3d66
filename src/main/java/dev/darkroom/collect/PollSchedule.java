package dev.darkroom.collect;

import dev.darkroom.pace.DueSchedule;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Schedules polls. A request is polled by the plan of its model's times, which is looked at again before it is due: what
 * was learned while it waited puts it off, or has it polled earlier.
 *
 * <p>Where more are due than may be polled, as after a pause, the one that is due longest and the one that is due last
 * take turns: the first has most likely ended, and no fresh one waits until all others were polled.
 *
 * <p>Thread-safe, but one thread alone takes.
 */
final class PollSchedule {

    /** One of so many requests is polled early at first, to see whether they take less time by now. */
    private static final int REQUESTS_PER_TRIAL = 20;

    /** The age at which it is polled, in percent of the planned one: the trials go round in steps. */
    private static final int MIN_TRIAL = 25;

    private static final int TRIAL_STEP = 37;
    private static final int TRIALS = 70;

    private static final Duration MIN_PUT_OFF = Duration.ofMillis(50);

    /** The pause from which on the plan is looked at again half-way. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

    private final ModelDurations usualTimes;
    private final MonotonicClock clock;
    private final DueSchedule<PolledRequest> schedule;
    private long accepted;
    private boolean latest;

    PollSchedule(ModelDurations usualTimes, MonotonicClock clock) {
        this.usualTimes = usualTimes;
        this.clock = clock;
        this.schedule = new DueSchedule<>(clock);
    }

    /** Has a request polled at once of which nobody knows how long it has waited. */
    void atOnce(PolledRequest request) {
        in(Duration.ZERO, request);
    }

    /** Has a request polled that was accepted just now. */
    void accepted(PolledRequest request) {
        accepted++;
        boolean trial = accepted % REQUESTS_PER_TRIAL == 0;
        request.accepted(trial);
        Duration left = usualTimes.untilNextPoll(request, clock.now());
        in(trial ? left.multipliedBy(trialPercent()).dividedBy(100) : left, request);
    }

    private long trialPercent() {
        return MIN_TRIAL + accepted / REQUESTS_PER_TRIAL * TRIAL_STEP % TRIALS;
    }

    /** Has a request polled after a pause. */
    void in(Duration pause, PolledRequest request) {
        request.plan(pause);
        add(pause, request);
    }

    private void add(Duration pause, PolledRequest request) {
        boolean isLookedAtAgain = request.followsPlan() && pause.compareTo(LONG_PAUSE) > 0;
        schedule.in(isLookedAtAgain ? pause.dividedBy(2) : pause, request);
    }

    /** Takes a request that is to be polled now, or returns null if there is none. */
    @Nullable
    PolledRequest takeDue() {
        PolledRequest request = takeNext();
        while (request != null && isPutOff(request)) {
            request = takeNext();
        }
        return request;
    }

    private @Nullable PolledRequest takeNext() {
        latest = !latest;
        return latest ? schedule.takeDue() : schedule.takeLatestDue();
    }

    private boolean isPutOff(PolledRequest request) {
        if (!request.followsPlan()) {
            return false;
        }
        MonotonicTime now = clock.now();
        Duration left = usualTimes.untilNextPoll(request, now);
        if (left.compareTo(MIN_PUT_OFF) < 0) {
            return false;
        }
        request.replan(request.age(now).minus(request.polledAt()).plus(left));
        add(left, request);
        return true;
    }

    /** Returns how long until the next request is due, but no longer than {@code most}. */
    Duration untilNext(Duration most) {
        return schedule.untilNext(most);
    }
}
