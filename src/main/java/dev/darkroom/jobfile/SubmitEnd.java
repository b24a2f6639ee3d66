package dev.darkroom.jobfile;

import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.WindowRule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the moment after which a start submits nothing, by the job's deadline and window together. */
public final class SubmitEnd {

    private SubmitEnd() {}

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
