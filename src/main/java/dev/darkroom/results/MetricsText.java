package dev.darkroom.results;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Writes a run at one moment in Prometheus' text format, for the node exporter's textfile collector. All are gauges: a
 * counter would have to outlive the run. What is not known is left out.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class MetricsText {

    private final StringBuilder text = new StringBuilder();
    private final RunSummary summary;
    private final String labels;

    private MetricsText(RunSummary summary) {
        this.summary = summary;
        this.labels = "job=\"" + escaped(summary.job()) + "\",run=\"" + escaped(summary.run()) + "\"";
    }

    static String of(RunSummary summary) {
        MetricsText metrics = new MetricsText(summary);
        RunMetric.ALL.forEach(metrics::family);
        return metrics.text.toString();
    }

    private void family(RunMetric metric) {
        int before = text.length();
        String name = "darkroom_" + metric.name();
        for (RunMetric.Sample sample : metric.samples()) {
            BigDecimal value = sample.value().apply(summary);
            if (value == null) {
                continue;
            }
            if (text.length() == before) {
                text.append(String.format(Locale.ROOT, "# HELP %s %s\n# TYPE %s gauge\n", name, metric.help(), name));
            }
            String more = metric.label().isEmpty()
                    ? ""
                    : String.format(Locale.ROOT, ",%s=\"%s\"", metric.label(), sample.labelValue());
            text.append(String.format(Locale.ROOT, "%s{%s%s} %s\n", name, labels, more, value.toPlainString()));
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
