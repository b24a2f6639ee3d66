package dev.darkroom.cli.output;

import dev.darkroom.io.MoneyText;
import dev.darkroom.ledger.lease.WorkerStatus;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.runs.RunOverview;
import dev.darkroom.runs.RunStatus;
import dev.darkroom.runs.UnknownPurchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs as {@code --json} tells of them. */
public final class RunDocument {

    /** The version of the list's format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private RunDocument() {}

    /** Returns what {@code summary.json} holds, {@code unknown}: the rows to settle, and {@code workers} where any take part. */
    public static ObjectNode of(RunStatus status) {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(SummaryFile.text(status.summary()));
        ArrayNode unknown = document.putArray("unknown");
        for (UnknownPurchase purchase : status.unknown()) {
            ObjectNode row = unknown.addObject();
            row.put("id", purchase.id());
            row.put("model", purchase.model());
            row.put("prompt", purchase.prompt());
            row.put("sent_at", purchase.sentAt().toString());
        }
        if (!status.workers().isEmpty()) {
            ArrayNode workers = document.putArray("workers");
            status.workers().forEach(worker -> add(worker, workers.addObject()));
        }
        return document;
    }

    private static void add(WorkerStatus worker, ObjectNode document) {
        document.put("number", worker.number());
        document.put("host", worker.host());
        document.put("process", worker.process());
        document.put("rows_lent", worker.rows());
        document.put("max_in_flight", worker.granted());
        document.put("silent_s", worker.silence().toSeconds());
    }

    public static ObjectNode of(List<RunOverview> runs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", FORMAT);
        ArrayNode all = document.putArray("runs");
        for (RunOverview overview : runs) {
            ObjectNode run = all.addObject();
            run.put("run", overview.id());
            run.put("job", overview.job());
            run.put("service", overview.service());
            run.put("state", keyword(overview.state()));
            run.put("stop_reason", overview.stopReason());
            run.put("exit_code", overview.exitCode());
            run.put("rows", overview.rows());
            run.put("with_picture", overview.withPicture());
            run.put("ok_share", overview.okShare());
            run.put("bought", overview.bought());
            run.put("reused", overview.reused());
            run.put("spent_usd", plain(overview.spentUsd()));
            run.put("started_at", overview.startedAt().toString());
            run.put("ended_at", text(overview.endedAt()));
            Duration duration = overview.duration();
            run.put("duration_s", duration == null ? null : duration.toSeconds());
            run.put("output", overview.output());
        }
        return document;
    }

    public static String keyword(RunSummary.SummaryState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : MoneyText.amount(amount);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
