package dev.darkroom.jobfile.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code window}: each day, or over each midnight, the time in which something may be submitted. Where the
 * clocks are changed it is open only while they show a time in it: one that they skip begins or ends it as they are put
 * forward; one that they show twice ends it the first time, and begins it the second.
 *
 * @param from when it opens
 * @param to when it ends, another time; if that is earlier, on the next day
 * @param zone of the two, null for the system's
 */
public record WindowRule(
        LocalTime from, LocalTime to, @Nullable ZoneId zone) {

    /** The clocks of a zone are never moved by more days. */
    private static final int DAYS = 3;

    public WindowRule {
        if (from.equals(to)) {
            throw new IllegalArgumentException("opens and ends at the same time");
        }
    }

    /** Returns the window's own time zone, or this one if it names none. */
    public ZoneId zoneOr(ZoneId system) {
        return zone == null ? system : zone;
    }

    /** Returns when the window ends that is open at a time; empty if none is. */
    public Optional<Instant> endOfOpen(Instant now, ZoneId system) {
        LocalDate today = now.atZone(zoneOr(system)).toLocalDate();
        for (int day = -DAYS; day <= 1; day++) {
            OpenTime open = on(today.plusDays(day), zoneOr(system));
            if (!now.isBefore(open.start()) && now.isBefore(open.end())) {
                return Optional.of(open.end());
            }
        }
        return Optional.empty();
    }

    /** Returns when the next window opens after a time. */
    public Instant opensAfter(Instant now, ZoneId system) {
        LocalDate day = now.atZone(zoneOr(system)).toLocalDate().minusDays(DAYS);
        OpenTime open = on(day, zoneOr(system));
        while (!open.start().isAfter(now) || !open.start().isBefore(open.end())) {
            day = day.plusDays(1);
            open = on(day, zoneOr(system));
        }
        return open.start();
    }

    private OpenTime on(LocalDate day, ZoneId zoned) {
        LocalDateTime opens = day.atTime(from);
        LocalDateTime ends = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
        Instant start = moment(opens, zoned).withLaterOffsetAtOverlap().toInstant();
        Instant end = moment(ends, zoned).withEarlierOffsetAtOverlap().toInstant();
        // Both in the hour that comes twice: the first time will do.
        return start.isBefore(end) ? new OpenTime(start, end) : new OpenTime(first(opens, zoned), end);
    }

    private static Instant first(LocalDateTime time, ZoneId zoned) {
        return moment(time, zoned).withEarlierOffsetAtOverlap().toInstant();
    }

    private static ZonedDateTime moment(LocalDateTime time, ZoneId zoned) {
        ZoneOffsetTransition change = zoned.getRules().getTransition(time);
        return change != null && change.isGap() ? change.getInstant().atZone(zoned) : time.atZone(zoned);
    }

    /** Returns the window as the job file has it. */
    @Override
    public String toString() {
        return from + "-" + to + (zone == null ? "" : " " + zone);
    }

    /** The time in which it is open; none if it starts no earlier than it ends. */
    private record OpenTime(Instant start, Instant end) {}
}
