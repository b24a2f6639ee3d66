package dev.darkroom.jobfile.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** A time for which the job file limits what all runs at a service may cost. */
public enum BudgetPeriod {
    DAY("budget.per-day"),
    MONTH("budget.per-month");

    private final String key;

    BudgetPeriod(String key) {
        this.key = key;
    }

    /** The job file's key. */
    public String key() {
        return key;
    }

    /** Returns when the calendar's period begins that a time is in. */
    public ZonedDateTime startOf(Instant time, ZoneId zone) {
        LocalDate day = time.atZone(zone).toLocalDate();
        return (this == DAY ? day : day.withDayOfMonth(1)).atStartOfDay(zone);
    }

    /** Returns when the next one begins. */
    public ZonedDateTime endOf(Instant time, ZoneId zone) {
        LocalDate first = startOf(time, zone).toLocalDate();
        return (this == DAY ? first.plusDays(1) : first.plusMonths(1)).atStartOfDay(zone);
    }
}
