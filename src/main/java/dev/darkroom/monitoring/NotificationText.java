package dev.darkroom.monitoring;

import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyFormat;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what people are told of a run: a few sentences, and the bodies that bear them. */
final class NotificationText {

    private static final int MAX_REASON = 500;
    private static final int MAX_ERRORS = 3;

    private NotificationText() {}

    /** Returns the sentences, on one line. */
    static String of(NotifyOccasion occasion, RunSummary summary) {
        String run = SafeText.line(summary.run());
        if (occasion == NotifyOccasion.START) {
            return "Darkroom run " + run + " started: " + pictures(summary) + "; " + estimate(summary);
        }
        List<String> parts = new ArrayList<>();
        parts.add("Darkroom run " + run + " " + ending(summary) + ": " + pictures(summary));
        parts.add(MoneyText.usd(summary.cost().spentUsd()) + " spent");
        long unknown = summary.cost().unknownRequests();
        if (unknown > 0) {
            parts.add(CountText.of(unknown, "request") + " unknown, which may have been billed");
        }
        if (!summary.errors().isEmpty()) {
            parts.add("errors: "
                    + summary.errors().stream()
                            .limit(MAX_ERRORS)
                            .map(error -> SafeText.line(error.code()) + " (" + count(error.rows()) + ")")
                            .collect(Collectors.joining(", ")));
        }
        return String.join("; ", parts);
    }

    /** Returns a line that a mail is known by. */
    static String subject(NotifyOccasion occasion, RunSummary summary) {
        String run = SafeText.line(summary.run());
        return "Darkroom: " + run + " "
                + (occasion == NotifyOccasion.START ? "started" : state(summary) + ", exit " + summary.exitCode());
    }

    /** Returns what is posted. */
    static String body(NotifyFormat format, NotifyOccasion occasion, RunSummary summary) {
        String text = of(occasion, summary);
        return switch (format) {
            case JSON -> withText(SummaryFile.text(summary), text);
            case SLACK ->
                JsonNodeFactory.instance.objectNode().put("text", escaped(text)).toString();
            case TEAMS -> card(text).toString();
        };
    }

    private static String ending(RunSummary summary) {
        String reason = summary.stopReason();
        return state(summary)
                + (reason == null ? "" : " (" + SafeText.line(reason, MAX_REASON) + ")")
                + (summary.exitCode() == null ? "" : ", exit " + summary.exitCode());
    }

    private static String state(RunSummary summary) {
        return summary.state().name().toLowerCase(Locale.ROOT);
    }

    private static String pictures(RunSummary summary) {
        String rows = Arrays.stream(RowStatus.values())
                .filter(status -> summary.count(status) > 0)
                .map(status -> count(summary.count(status)) + " " + status.keyword())
                .collect(Collectors.joining(", "));
        return CountText.of(summary.total(), "row") + (rows.isEmpty() ? "" : ", " + rows);
    }

    /** Returns what the whole run is to cost, and what of it an earlier start has spent. */
    private static String estimate(RunSummary summary) {
        BigDecimal estimated = summary.cost().estimatedUsd();
        BigDecimal spent = summary.cost().spentUsd();
        return (estimated == null ? "no estimate: a price is not known" : MoneyText.usd(estimated) + " estimated")
                + (spent.signum() == 0 ? "" : ", " + MoneyText.usd(spent) + " of it spent");
    }

    private static String withText(String json, String text) {
        String open = json.substring(0, json.lastIndexOf('}')).stripTrailing();
        return open + ",\n  \"text\" : " + JsonMapper.shared().writeValueAsString(text) + "\n}\n";
    }

    /** Slack takes these three for its own marks. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ObjectNode card(String text) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        ObjectNode content = attachment.putObject("content");
        content.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        content.put("type", "AdaptiveCard").put("version", "1.4");
        content.putArray("body")
                .addObject()
                .put("type", "TextBlock")
                .put("text", text)
                .put("wrap", true);
        return message;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
