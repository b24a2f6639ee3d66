package dev.darkroom.results;

import dev.darkroom.ledger.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment as Prometheus' text format, for the node exporter's textfile collector. All are gauges: a counter
 * would have to outlive the run. What is not known is left out.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class MetricsText {

    private final StringBuilder text = new StringBuilder();
    private final String labels;

    private MetricsText(RunSummary summary) {
        labels = "job=\"" + escaped(summary.job()) + "\",run=\"" + escaped(summary.run()) + "\"";
    }

    static String of(RunSummary summary) {
        MetricsText metrics = new MetricsText(summary);
        metrics.rows(summary);
        metrics.money(summary.cost());
        metrics.requests(summary);
        metrics.gauge("rate_per_second", "Rows submitted a second, of late.", summary.ratePerS());
        metrics.gauge("seconds_left", "Time until the end at this rate.", number(summary.secondsLeft()));
        metrics.state(summary);
        metrics.gauge("exit_code", "Exit code of the run's last process.", number(summary.exitCode()));
        metrics.gauge("started_timestamp_seconds", "When the run began.", seconds(summary.startedAt()));
        metrics.gauge("updated_timestamp_seconds", "The moment this tells about.", seconds(summary.updatedAt()));
        metrics.gauge("ended_timestamp_seconds", "When the run's last process ended.", seconds(summary.endedAt()));
        return metrics.text.toString();
    }

    private void rows(RunSummary summary) {
        head("rows", "Rows of the manifest by status.");
        for (RowStatus status : RowStatus.values()) {
            sample("rows", ",status=\"" + status.word() + "\"", BigDecimal.valueOf(summary.count(status)));
        }
    }

    private void money(RunSummary.Cost cost) {
        gauge("spent_usd", "What the run has cost so far.", cost.spentUsd());
        gauge("estimated_usd", "What the whole run is estimated at.", cost.estimatedUsd());
        gauge("cap_usd", "What the run may cost.", cost.capUsd());
        gauge("requests_unknown", "Requests that may have been billed.", number(cost.unknownRequests()));
    }

    private void requests(RunSummary summary) {
        RunSummary.Requests requests = summary.requests();
        gauge("requests_submitted", "Requests the service accepted, or may have.", number(requests.submitted()));
        gauge("requests_throttled", "Answers that said: too many.", number(requests.throttled()));
        gauge("requests_retries", "Calls that were made again.", number(requests.retries()));
        gauge(
                "requests_possible_duplicates",
                "Rows bought again that may have been bought before.",
                number(requests.possibleDuplicates()));
    }

    private void state(RunSummary summary) {
        head("state", "1 for the state the run is in.");
        for (RunSummary.State state : RunSummary.State.values()) {
            String word = state.name().toLowerCase(Locale.ROOT);
            sample("state", ",state=\"" + word + "\"", state == summary.state() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
    }

    private void gauge(String name, String help, @Nullable BigDecimal value) {
        if (value != null) {
            head(name, help);
            sample(name, "", value);
        }
    }

    private void head(String name, String help) {
        text.append("# HELP darkroom_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE darkroom_").append(name).append(" gauge\n");
    }

    private void sample(String name, String more, BigDecimal value) {
        text.append("darkroom_")
                .append(name)
                .append('{')
                .append(labels)
                .append(more)
                .append("} ");
        text.append(value.toPlainString()).append('\n');
    }

    private static @Nullable BigDecimal number(@Nullable Number whole) {
        return whole == null ? null : BigDecimal.valueOf(whole.longValue());
    }

    private static @Nullable BigDecimal seconds(@Nullable Instant time) {
        return time == null ? null : BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
