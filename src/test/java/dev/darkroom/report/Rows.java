package dev.darkroom.report;

import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowInput;
import dev.darkroom.ledger.RowOutcome;
import dev.darkroom.ledger.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a made-up run, each with what it asked for. */
final class Rows {

    static final Instant BEGIN = Instant.parse("2026-11-21T20:00:00Z");
    static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    private final List<RowOutcome> outcomes = new ArrayList<>();
    private final List<RowInput> inputs = new ArrayList<>();

    List<RowOutcome> outcomes() {
        return outcomes;
    }

    List<RowInput> inputs() {
        return inputs;
    }

    /** One with as many pictures. */
    Rows succeeded(String id, int pictures, String... flags) {
        return add(id, RowStatus.SUCCEEDED, null, pictures, List.of(flags));
    }

    Rows reused(String id) {
        return add(id, RowStatus.REUSED, null, 1, List.of());
    }

    /** One without a picture. */
    Rows ended(String id, RowStatus status, @Nullable String code) {
        return add(id, status, code, 0, List.of());
    }

    /** One whose picture a check found not to do. */
    Rows checked(String id, String words) {
        long number = outcomes.size() + 1L;
        add(id, RowStatus.SUCCEEDED, null, 1, List.of("blank=0.9"));
        RowOutcome row = outcomes.remove(outcomes.size() - 1);
        outcomes.add(
                outcome(number, id, RowStatus.FAILED, "CHECK_BLANK", words, row.pictures(), row.flags(), row.kept()));
        return this;
    }

    /** One of these words everywhere that a manifest or the service puts words. */
    Rows hostile(String words) {
        long number = outcomes.size() + 1L;
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("brand", words).put("link", words);
        Picture picture = new Picture(words, "a".repeat(64), 10, 8, 8, words);
        outcomes.add(outcome(number, words, RowStatus.FAILED, words, words, List.of(picture), List.of(words), kept));
        inputs.add(new RowInput(number, words, List.of(words)));
        return this;
    }

    private Rows add(String id, RowStatus status, @Nullable String code, int pictures, List<String> flags) {
        long number = outcomes.size() + 1L;
        List<Picture> files = new ArrayList<>();
        for (int n = 1; n <= pictures; n++) {
            files.add(
                    new Picture("images/" + id + "-" + n + ".png", "a".repeat(64), 1_234_567, 1_024, 768, "image/png"));
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("brand", number % 3 == 0 ? "Nord" : "Halle").put("link", "https://shop.example/" + number);
        String words = code == null ? null : "the service’s words about it";
        outcomes.add(outcome(number, id, status, code, words, files, flags, kept));
        boolean valid = status != RowStatus.REJECTED;
        inputs.add(new RowInput(
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
            @Nullable String words,
            List<Picture> pictures,
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
                words,
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
