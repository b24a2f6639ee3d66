package dev.darkroom.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.spending.RunBalance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, for programs: what {@code summary.json} holds, key by key in this order.
 *
 * @param run the run's id
 * @param job the job's name
 * @param state whether it runs, stopped before its end, or finished
 * @param stopReason why it stopped, null if it did not
 * @param exitCode of its process, null while it runs
 * @param manifest the manifest as the user named it
 * @param manifestSha256 of the manifest's bytes
 * @param startedAt when the run began
 * @param updatedAt the moment this tells about
 * @param endedAt when its last process ended, null while it runs
 * @param rows {@code total}, then how many are in each status, by its keyword; see {@link #rows(Map)}
 * @param requests counts of requests to the service
 * @param cost in USD
 * @param ratePerS submits a second of late, null if there are none
 * @param secondsLeft until the end at this rate, null if that cannot be told
 * @param pausedUntil when the pause ends that the service has asked for, null without one
 * @param errors what rows failed of, the most frequent first
 * @param darkroomVersion the program's version
 * @param review what people have said of its pictures; null, and then not written, if nothing
 */
public record RunSummary(
        String run,
        String job,
        SummaryState state,
        @Nullable String stopReason,
        @Nullable Integer exitCode,
        String manifest,
        String manifestSha256,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        Map<String, Long> rows,
        RequestCounts requests,
        RunCost cost,
        @Nullable BigDecimal ratePerS,
        @Nullable Long secondsLeft,
        @Nullable Instant pausedUntil,
        List<ErrorCount> errors,
        String darkroomVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReviewCounts review) {

    private static final String TOTAL = "total";
    private static final Duration SILENCE_OF_THE_DEAD = Duration.ofMinutes(1);
    private static final Duration ALMOST_A_MINUTE = Duration.ofMillis(59_999);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Makes the summary of a run that nobody has reviewed. */
    public RunSummary(
            String run,
            String job,
            SummaryState state,
            @Nullable String stopReason,
            @Nullable Integer exitCode,
            String manifest,
            String manifestSha256,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt,
            Map<String, Long> rows,
            RequestCounts requests,
            RunCost cost,
            @Nullable BigDecimal ratePerS,
            @Nullable Long secondsLeft,
            @Nullable Instant pausedUntil,
            List<ErrorCount> errors,
            String darkroomVersion) {
        this(
                run,
                job,
                state,
                stopReason,
                exitCode,
                manifest,
                manifestSha256,
                startedAt,
                updatedAt,
                endedAt,
                rows,
                requests,
                cost,
                ratePerS,
                secondsLeft,
                pausedUntil,
                errors,
                darkroomVersion,
                null);
    }

    public RunSummary {
        Objects.requireNonNull(run, "run is null");
        Objects.requireNonNull(job, "job is null");
        Objects.requireNonNull(state, "state is null");
        Objects.requireNonNull(manifest, "manifest is null");
        Objects.requireNonNull(manifestSha256, "manifestSha256 is null");
        Objects.requireNonNull(startedAt, "startedAt is null");
        Objects.requireNonNull(updatedAt, "updatedAt is null");
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        Objects.requireNonNull(requests, "requests is null");
        Objects.requireNonNull(cost, "cost is null");
        errors = List.copyOf(errors);
        Objects.requireNonNull(darkroomVersion, "darkroomVersion is null");
    }

    /** The total and every status in the order of {@link RowStatus}, those without rows too. */
    public static Map<String, Long> rows(Map<RowStatus, Long> counts) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put(TOTAL, counts.values().stream().mapToLong(Long::longValue).sum());
        for (RowStatus status : RowStatus.values()) {
            rows.put(status.keyword(), counts.getOrDefault(status, 0L));
        }
        return rows;
    }

    /** The number of rows in the run. */
    public long total() {
        return rows.getOrDefault(TOTAL, 0L);
    }

    /** The number of rows in the status. */
    public long count(RowStatus status) {
        return rows.getOrDefault(status.keyword(), 0L);
    }

    /** Returns whether the run's process died: it says that it runs, and has not said so for a minute. */
    public boolean died(Instant now) {
        return state == SummaryState.RUNNING && Duration.between(updatedAt, now).compareTo(SILENCE_OF_THE_DEAD) >= 0;
    }

    /**
     * Returns for people that the service has asked for a pause, such as {@code paused until 14:52}, or null if it has
     * not.
     */
    public @Nullable String pausedMessage(ZoneId zone) {
        Instant end = pausedUntil;
        return end == null || !end.isAfter(updatedAt) ? null : pausedMessage(end, updatedAt, zone);
    }

    /**
     * Returns for people until when a pause lasts, such as {@code paused until 14:52}.
     *
     * @param end when it is over
     */
    public static String pausedMessage(Instant end, Instant now, ZoneId zone) {
        // It is not over before the minute that is told.
        ZonedDateTime shown = end.plus(ALMOST_A_MINUTE).atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        boolean today = shown.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return "paused until " + (today ? TIME_OF_DAY : DAY_AND_TIME).format(shown);
    }

    /** The state of a run. */
    public enum SummaryState {
        RUNNING,
        STOPPED,
        FINISHED
    }

    /**
     * Counts of requests to the service.
     *
     * @param submitted requests that the service accepted, or may have
     * @param possibleDuplicates rows submitted again while an earlier purchase of theirs may have been accepted
     * @param throttled answers that said: too many
     * @param retries calls that were made again
     */
    public record RequestCounts(long submitted, long possibleDuplicates, long throttled, long retries) {}

    /**
     * Rows by the verdict that stands.
     *
     * @param approved rows whose pictures are approved
     * @param rejected rows whose pictures are rejected
     * @param withdrawn rows whose last verdict was withdrawn
     * @param undecided rows with pictures of their own on which no verdict stands, those included
     * @param judgedByTwo rows that two or more people have judged, who gave their names
     */
    public record ReviewCounts(long approved, long rejected, long withdrawn, long undecided, long judgedByTwo) {

        /** Returns the counts as the summary tells them, or null if nobody has said anything. */
        public static @Nullable ReviewCounts of(StoredReviews.ReviewCount count) {
            return count.any()
                    ? new ReviewCounts(
                            count.approved(), count.rejected(), count.withdrawn(), count.undecided(), count.byTwo())
                    : null;
        }
    }

    /**
     * In USD.
     *
     * @param spentUsd what the service said or, where it said nothing, the price of what was purchased
     * @param estimatedUsd of the whole run, null if a price is unknown
     * @param capUsd the budget, null without one
     * @param unknownRequests requests whose answer was lost: they may have been billed
     * @param balanceBeforeUsd what the account held before the first purchase, null if it was not told
     * @param balanceBeforeAt when that was told
     * @param balanceAfterUsd what it held when nothing more was bought, likewise
     * @param balanceAfterAt when that was told
     */
    public record RunCost(
            BigDecimal spentUsd,
            @Nullable BigDecimal estimatedUsd,
            @Nullable BigDecimal capUsd,
            long unknownRequests,
            @Nullable BigDecimal balanceBeforeUsd,
            @Nullable Instant balanceBeforeAt,
            @Nullable BigDecimal balanceAfterUsd,
            @Nullable Instant balanceAfterAt) {

        /** Makes the cost of a run whose account's balance is not known. */
        public RunCost(
                BigDecimal spentUsd,
                @Nullable BigDecimal estimatedUsd,
                @Nullable BigDecimal capUsd,
                long unknownRequests) {
            this(spentUsd, estimatedUsd, capUsd, unknownRequests, RunBalance.NONE);
        }

        public RunCost(
                BigDecimal spentUsd,
                @Nullable BigDecimal estimatedUsd,
                @Nullable BigDecimal capUsd,
                long unknownRequests,
                RunBalance balance) {
            this(
                    spentUsd,
                    estimatedUsd,
                    capUsd,
                    unknownRequests,
                    balance.beforeUsd(),
                    balance.beforeAt(),
                    balance.afterUsd(),
                    balance.afterAt());
        }

        public RunCost {
            spentUsd = ResultTexts.money(spentUsd);
            estimatedUsd = estimatedUsd == null ? null : ResultTexts.money(estimatedUsd);
            capUsd = capUsd == null ? null : ResultTexts.money(capUsd);
            balanceBeforeUsd = balanceBeforeUsd == null ? null : ResultTexts.money(balanceBeforeUsd);
            balanceAfterUsd = balanceAfterUsd == null ? null : ResultTexts.money(balanceAfterUsd);
        }
    }

    /**
     * A kind of error.
     *
     * @param code the stable code of its reason
     * @param rows how many rows ended so
     * @param retryable whether retrying may help
     */
    public record ErrorCount(String code, long rows, boolean retryable) {

        public ErrorCount {
            Objects.requireNonNull(code, "code is null");
        }

        /** The errors of a run that has written no results, as it tells them when it has. */
        public static List<ErrorCount> of(List<ReasonCount> reasons) {
            return ErrorCounts.lines(reasons).stream().map(ErrorCount::of).toList();
        }

        public static ErrorCount of(ErrorLine error) {
            return new ErrorCount(error.code(), error.rows(), error.advice().retryable());
        }
    }
}
