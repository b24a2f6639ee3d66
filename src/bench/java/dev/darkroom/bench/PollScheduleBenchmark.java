package dev.darkroom.bench;

import dev.darkroom.pace.DueSchedule;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the schedule of 10,000 requests that are asked about: the next that is due is taken and put back for later. */
@State(Scope.Benchmark)
public class PollScheduleBenchmark {

    private static final int REQUESTS = 10_000;
    private static final Duration STEP = Duration.ofMillis(1);

    private final DueSchedule<Integer> schedule = new DueSchedule<>(this::now);
    private MonotonicTime now = MonotonicTime.MIN;

    /** Puts all on the schedule, one for each millisecond. */
    public PollScheduleBenchmark() {
        for (int request = 0; request < REQUESTS; request++) {
            schedule.in(STEP.multipliedBy(request), request);
        }
    }

    private MonotonicTime now() {
        return now;
    }

    /** Takes one and puts it back behind all others; a millisecond passes. */
    @Benchmark
    public int pollSchedule() {
        Integer request = schedule.takeDue();
        if (request == null) {
            throw new IllegalStateException("none is due");
        }
        now = now.plus(STEP);
        schedule.in(STEP.multipliedBy(REQUESTS - 1), request);
        return request;
    }
}
