package dev.darkroom.report;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.results.ErrorLine;
import dev.darkroom.results.RunFacts;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes the part of the page's data that is not about single rows. */
final class FiguresJson {

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    private final JsonGenerator json;

    FiguresJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes what every page needs. */
    void writeRun(PagePlan plan, PageFigures figures) {
        json.writeObjectPropertyStart("run");
        json.writeStringProperty("id", plan.run());
        json.writeStringProperty("job", plan.job());
        json.writeStringProperty("service", plan.service());
        json.writeStringProperty("manifest", plan.manifest());
        PageJson.time(json, "createdAt", plan.createdAt());
        PageJson.time(json, "startedAt", plan.facts().startedAt());
        PageJson.time(json, "endedAt", plan.facts().endedAt());
        json.writeNumberProperty("rows", figures.rows());
        json.writeNumberProperty("toJudge", figures.toJudge());
        json.writeNumberProperty("judged", figures.judged());
        json.writeNumberProperty("byTwo", figures.byTwo());
        json.writeObjectPropertyStart("verdicts");
        json.writeNumberProperty("approved", figures.verdicts(Verdict.APPROVED));
        json.writeNumberProperty("rejected", figures.verdicts(Verdict.REJECTED));
        json.writeEndObject();
        json.writeStringProperty("judgedRows", figures.judgedRows());
        json.writeStringProperty("showSources", plan.sources().keyword());
        json.writeArrayPropertyStart("columns");
        plan.keptColumns().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
        writeErrors(plan.facts(), figures);
    }

    /** Writes what {@code report.html} alone shows. */
    void writeFigures(PagePlan plan, PageFigures figures) {
        writeStatuses(figures);
        writeMoney(plan.facts());
        writeTimeLine(figures.timeLine());
        json.writeArrayPropertyStart("latencies");
        writeLatency("Queue", figures.queue());
        writeLatency("Run", figures.run());
        writeLatency("Download", figures.download());
        json.writeEndArray();
        json.writeArrayPropertyStart("latencyEnds");
        LatencyStatistics.UPPER_ENDS.forEach(json::writeNumber);
        json.writeEndArray();
        SinceLastRun since = plan.sinceLastRun();
        if (since != null) {
            writeSince(since);
        }
    }

    private void writeErrors(RunFacts facts, PageFigures figures) {
        json.writeArrayPropertyStart("errors");
        for (ErrorLine error : facts.advised(figures.errors())) {
            json.writeStartObject();
            json.writeStringProperty("code", error.code());
            json.writeNumberProperty("rows", error.rows());
            json.writeStringProperty("example", error.exampleId());
            json.writeBooleanProperty("retryable", error.advice().retryable());
            json.writeStringProperty("whatToDo", error.advice().whatToDo());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeStatuses(PageFigures figures) {
        json.writeObjectPropertyStart("statuses");
        for (RowStatus status : RowStatus.values()) {
            json.writeNumberProperty(status.keyword(), figures.statuses().getOrDefault(status, 0L));
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("flags");
        figures.flags().forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void writeMoney(RunFacts facts) {
        json.writeObjectPropertyStart("money");
        PageJson.decimal(json, "spent", facts.cost().spentUsd());
        PageJson.decimal(json, "estimated", facts.cost().estimatedUsd());
        PageJson.decimal(json, "cap", facts.cost().capUsd());
        PageJson.decimal(json, "balanceBefore", facts.cost().balanceBeforeUsd());
        PageJson.decimal(json, "balanceAfter", facts.cost().balanceAfterUsd());
        json.writeNumberProperty("unknownRequests", facts.cost().unknownRequests());
        json.writeNumberProperty("submitted", facts.requests().submitted());
        json.writeNumberProperty("possibleDuplicates", facts.requests().possibleDuplicates());
        json.writeEndObject();
    }

    private void writeTimeLine(TimeLine timeLine) {
        json.writeObjectPropertyStart("timeLine");
        json.writeNumberProperty("millis", timeLine.millis());
        json.writeArrayPropertyStart("slots");
        for (Map.Entry<Long, TimeLine.TimeSlot> slot : timeLine.slots().entrySet()) {
            json.writeStartArray();
            json.writeNumber(slot.getKey() * timeLine.millis());
            json.writeNumber(slot.getValue().submitted());
            json.writeNumber(slot.getValue().done());
            json.writeNumber(slot.getValue().throttled());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeLatency(String name, LatencyStatistics latency) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeNumberProperty("rows", latency.rows());
        PageJson.decimal(json, "median", latency.percentile(MEDIAN));
        PageJson.decimal(json, "p95", latency.percentile(P95));
        PageJson.decimal(json, "p99", latency.percentile(P99));
        PageJson.decimal(json, "longest", latency.percentile(1));
        json.writeArrayPropertyStart("bars");
        for (long bar : latency.bars()) {
            json.writeNumber(bar);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeSince(SinceLastRun since) {
        json.writeObjectPropertyStart("since");
        json.writeStringProperty("run", since.previousRun());
        json.writeArrayPropertyStart("changes");
        writeChange("New", since.added());
        writeChange("Changed", since.changed());
        writeChange("Reused", since.reused());
        writeChange("Fixed", since.fixed());
        writeChange("Still failing", since.stillFailing());
        writeChange("Gone", since.gone());
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeChange(String name, SinceLastRun.RowChange change) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeNumberProperty("total", change.total());
        json.writeArrayPropertyStart("ids");
        change.ids().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
