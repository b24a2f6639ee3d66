package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.manifest.InputProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the moment after which a start submits nothing, by the job's deadline and window together. */
public final class SubmitEnd {

    /** A start in the evening is no further from the end of its night. */
    private static final Duration NIGHT = Duration.ofHours(12);

    private SubmitEnd() {}

    /**
     * Warns of a start that would submit for longer than a night, since the job's deadline, as a time of day, is
     * tomorrow's; empty if it would not, or if a window keeps it from that.
     *
     * @param zone of times of day that name none
     */
    public static Optional<InputProblem> warning(JobSpec job, Instant start, ZoneId zone) {
        DeadlineRule deadline = job.deadline();
        if (deadline == null || deadline.at() == null || job.window() != null) {
            return Optional.empty();
        }
        Instant end = deadline.from(start, zone);
        Duration left = Duration.between(start, end);
        if (left.compareTo(NIGHT) <= 0) {
            return Optional.empty();
        }
        String message = "the deadline " + deadline.at() + " is " + left.toHours()
                + " hours ahead, and a start now buys until then";
        String remedy = "To buy at night alone, set a window that ends with it, such as window: 22:00-" + deadline.at();
        return Optional.of(job.placeOf("/deadline").warning(ErrorCode.DISTANT_DEADLINE.code(), message, remedy));
    }

    /**
     * Returns the earlier of the deadline and the end of the window; empty if there is neither, or if the window is not
     * open.
     *
     * @param zone of times of day that name none
     */
    public static Optional<Instant> of(JobSpec job, Instant start, ZoneId zone) {
        DeadlineRule deadline = job.deadline();
        WindowRule window = job.window();
        Optional<Instant> windowEnd = window == null ? Optional.empty() : window.endOfOpen(start, zone);
        if (window != null && windowEnd.isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        windowEnd.stream(), Optional.ofNullable(deadline).map(rule -> rule.from(start, zone)).stream())
                .min(Comparator.naturalOrder());
    }
}
