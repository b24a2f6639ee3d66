package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a made-up run, each with its input. */
final class ReportRows {

    static final Instant BEGIN = Instant.parse("2026-11-21T20:00:00Z");
    static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    private final List<RowOutcome> outcomes = new ArrayList<>();
    private final List<DisplayedInput> inputs = new ArrayList<>();

    List<RowOutcome> outcomes() {
        return outcomes;
    }

    List<DisplayedInput> inputs() {
        return inputs;
    }

    /** Adds a row with as many pictures. */
    ReportRows succeeded(String id, int pictures, String... flags) {
        return add(id, RowStatus.SUCCEEDED, null, pictures, List.of(flags));
    }

    ReportRows reused(String id) {
        return add(id, RowStatus.REUSED, null, 1, List.of());
    }

    /** Records a verdict on the last row. */
    ReportRows judged(Verdict verdict, String reviewer, @Nullable String carriedFrom, String... reviewers) {
        RowOutcome row = outcomes.remove(outcomes.size() - 1);
        Instant at = BEGIN.plusSeconds(row.number());
        RecordedVerdict last = new RecordedVerdict(verdict, "so", reviewer, at, at, "d.csv");
        RowVerdict said = new RowVerdict(last, List.of(reviewers), carriedFrom);
        outcomes.add(new RowOutcome(
                row.number(),
                row.id(),
                row.line(),
                row.status(),
                row.code(),
                row.message(),
                row.model(),
                row.requestId(),
                row.outputUrls(),
                row.pictures(),
                row.seed(),
                row.attempts(),
                row.submittedAt(),
                row.completedAt(),
                row.queueMs(),
                row.runMs(),
                row.downloadMs(),
                row.costUsd(),
                row.inputKey(),
                row.flags(),
                row.redoOf(),
                row.kept(),
                said));
        return this;
    }

    /** Adds a row without a picture. */
    ReportRows ended(String id, RowStatus status, @Nullable String code) {
        return add(id, status, code, 0, List.of());
    }

    /** Says which candidate the last row is tried with. */
    ReportRows by(int candidate) {
        int last = outcomes.size() - 1;
        RowOutcome row = outcomes.remove(last);
        ObjectNode kept = row.kept().deepCopy();
        kept.put("candidate", String.valueOf(candidate));
        outcomes.add(outcome(
                row.number(),
                row.id() + "~" + candidate,
                row.status(),
                row.code(),
                row.message(),
                row.pictures(),
                row.flags(),
                kept));
        return this;
    }

    /** Adds a row whose picture failed a check. */
    ReportRows checked(String id, String message) {
        long number = outcomes.size() + 1L;
        add(id, RowStatus.SUCCEEDED, null, 1, List.of("blank=0.9"));
        RowOutcome row = outcomes.remove(outcomes.size() - 1);
        outcomes.add(
                outcome(number, id, RowStatus.FAILED, "CHECK_BLANK", message, row.pictures(), row.flags(), row.kept()));
        return this;
    }

    /** Adds a row with this text everywhere that a manifest or the service puts text. */
    ReportRows hostile(String message) {
        long number = outcomes.size() + 1L;
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("brand", message).put("link", message);
        DownloadedPicture picture = new DownloadedPicture(message, "a".repeat(64), 10, 8, 8, message);
        outcomes.add(
                outcome(number, message, RowStatus.FAILED, message, message, List.of(picture), List.of(message), kept));
        inputs.add(new DisplayedInput(number, message, List.of(message)));
        return this;
    }

    private ReportRows add(String id, RowStatus status, @Nullable String code, int pictures, List<String> flags) {
        long number = outcomes.size() + 1L;
        List<DownloadedPicture> files = new ArrayList<>();
        for (int n = 1; n <= pictures; n++) {
            files.add(new DownloadedPicture(
                    "images/" + id + "-" + n + ".png", "a".repeat(64), 1_234_567, 1_024, 768, "image/png"));
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("brand", number % 3 == 0 ? "Nord" : "Halle").put("link", "https://shop.example/" + number);
        String message = code == null ? null : "the service’s words about it";
        outcomes.add(outcome(number, id, status, code, message, files, flags, kept));
        boolean valid = status != RowStatus.REJECTED;
        inputs.add(new DisplayedInput(
                number,
                valid ? id + " on a pure white background, soft contact shadow" : null,
                valid ? List.of("https://catalog.example/" + number + ".jpg") : List.of()));
        return this;
    }

    private static RowOutcome outcome(
            long number,
            String id,
            RowStatus status,
            @Nullable String code,
            @Nullable String message,
            List<DownloadedPicture> pictures,
            List<String> flags,
            ObjectNode kept) {
        boolean bought = status != RowStatus.REJECTED && status != RowStatus.PENDING && status != RowStatus.REUSED;
        Instant submitted = BEGIN.plusMillis(number * 500);
        long spread = number * 7_919 % 2_500;
        return new RowOutcome(
                number,
                id,
                number + 1,
                status,
                code,
                message,
                MODEL,
                bought ? "request-" + number : null,
                List.of(),
                pictures,
                4_503_599_627_370_497L + number,
                bought ? 1 : 0,
                bought ? submitted : null,
                bought ? submitted.plusMillis(2_500 + spread * 2) : null,
                bought ? 200 + spread / 2 : null,
                bought ? 2_000 + spread : null,
                bought ? 60 + spread / 10 : null,
                !pictures.isEmpty() && bought ? new BigDecimal("0.02") : null,
                "%064x".formatted(number),
                flags,
                null,
                (ObjectNode) JsonMapper.shared().readTree(kept.toString()));
    }
}
