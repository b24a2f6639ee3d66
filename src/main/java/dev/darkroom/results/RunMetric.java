package dev.darkroom.results;

import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes one gauge that a run tells those who watch it. {@link #ALL} is the one table of them, from which both
 * {@code metrics.prom} and the meters that are pushed are made.
 *
 * @param name as Prometheus has it, without {@code darkroom_}
 * @param meter the whole name as OpenTelemetry has it
 * @param help what it tells, in a sentence
 * @param label what tells its samples apart, empty if it has only one
 * @param samples in the order in which they are written
 */
public record RunMetric(String name, String meter, String help, String label, List<Sample> samples) {

    /** Every one of them. */
    public static final List<RunMetric> ALL = List.of(
            labelled(
                    "rows",
                    "Rows of the manifest by status.",
                    "status",
                    Arrays.stream(RowStatus.values())
                            .map(status -> new Sample(status.keyword(), run -> BigDecimal.valueOf(run.count(status))))),
            gauge(
                    "spent_usd",
                    "What the run has cost so far.",
                    run -> run.cost().spentUsd()),
            gauge(
                    "estimated_usd",
                    "What the whole run is estimated at.",
                    run -> run.cost().estimatedUsd()),
            gauge("cap_usd", "What the run may cost.", run -> run.cost().capUsd()),
            whole(
                    "requests_unknown",
                    "Requests that may have been billed.",
                    run -> run.cost().unknownRequests()),
            whole(
                    "requests_submitted",
                    "Requests the service accepted, or may have.",
                    run -> run.requests().submitted()),
            whole(
                    "requests_throttled",
                    "Answers that said: too many.",
                    run -> run.requests().throttled()),
            whole(
                    "requests_retries",
                    "Calls that were made again.",
                    run -> run.requests().retries()),
            whole(
                    "requests_possible_duplicates",
                    "Rows bought again that may have been bought before.",
                    run -> run.requests().possibleDuplicates()),
            new RunMetric(
                    "rate_per_second",
                    "darkroom.rate",
                    "Rows submitted a second, of late.",
                    "",
                    List.of(new Sample("", RunSummary::ratePerS))),
            whole("seconds_left", "Time until the end at this rate.", RunSummary::secondsLeft),
            labelled(
                    "state",
                    "1 for the state the run is in.",
                    "state",
                    Arrays.stream(RunSummary.SummaryState.values())
                            .map(state -> new Sample(
                                    state.name().toLowerCase(Locale.ROOT),
                                    run -> state == run.state() ? BigDecimal.ONE : BigDecimal.ZERO))),
            whole("exit_code", "Exit code of the run's last process.", RunSummary::exitCode),
            time("started_timestamp_seconds", "When the run began.", RunSummary::startedAt),
            time("updated_timestamp_seconds", "The moment this tells about.", RunSummary::updatedAt),
            time("ended_timestamp_seconds", "When the run's last process ended.", RunSummary::endedAt));

    public RunMetric {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(meter, "meter is null");
        Objects.requireNonNull(help, "help is null");
        Objects.requireNonNull(label, "label is null");
        samples = List.copyOf(samples);
    }

    private static RunMetric gauge(String name, String help, Function<RunSummary, @Nullable BigDecimal> value) {
        return new RunMetric(name, meter(name), help, "", List.of(new Sample("", value)));
    }

    private static RunMetric whole(String name, String help, Function<RunSummary, @Nullable Number> value) {
        return gauge(name, help, run -> {
            Number number = value.apply(run);
            return number == null ? null : BigDecimal.valueOf(number.longValue());
        });
    }

    private static RunMetric time(String name, String help, Function<RunSummary, @Nullable Instant> value) {
        return gauge(name, help, run -> {
            Instant time = value.apply(run);
            return time == null ? null : BigDecimal.valueOf(time.toEpochMilli(), 3);
        });
    }

    private static RunMetric labelled(String name, String help, String label, Stream<Sample> samples) {
        return new RunMetric(name, meter(name), help, label, samples.toList());
    }

    private static String meter(String name) {
        return "darkroom." + name.replace('_', '.');
    }

    /**
     * One line of it.
     *
     * @param labelValue empty if there is no label
     * @param value null while it is not known: it is left out then
     */
    public record Sample(String labelValue, Function<RunSummary, @Nullable BigDecimal> value) {}
}
