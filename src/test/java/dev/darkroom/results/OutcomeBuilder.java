package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes rows for tests: a pending one, until it is told what became of it. */
final class OutcomeBuilder {

    static final Instant SUBMITTED = Instant.parse("2026-11-21T12:00:00Z");
    static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    private static final JsonMapper JSON = new JsonMapper();

    private final long number;
    private final List<DownloadedPicture> pictures = new ArrayList<>();
    private String id;
    private RowStatus status = RowStatus.PENDING;
    private @Nullable String code;
    private @Nullable String message;
    private String model = MODEL;
    private @Nullable String requestId;
    private List<String> outputUrls = List.of();
    private @Nullable Long seed;
    private int attempts;
    private @Nullable Instant submittedAt;
    private @Nullable Instant completedAt;
    private @Nullable Long queueMs;
    private @Nullable BigDecimal cost;
    private List<String> flags = List.of();
    private String kept = "{}";

    private OutcomeBuilder(long number) {
        this.number = number;
        this.id = "row-" + number;
    }

    static OutcomeBuilder aRow(long number) {
        return new OutcomeBuilder(number);
    }

    OutcomeBuilder id(String value) {
        id = value;
        return this;
    }

    OutcomeBuilder model(String value) {
        model = value;
        return this;
    }

    /** Makes the row purchased, done after so many seconds, with as many pictures. */
    OutcomeBuilder succeeded(int pictureCount, double seconds, String usd) {
        status = RowStatus.SUCCEEDED;
        requestId = "req-" + number;
        seed = 42L;
        cost = new BigDecimal(usd);
        queueMs = 250L;
        bought(seconds);
        return pictures(pictureCount);
    }

    OutcomeBuilder reused(int pictureCount) {
        status = RowStatus.REUSED;
        return pictures(pictureCount);
    }

    /** Makes the row purchased, and ended without a picture after so many seconds. */
    OutcomeBuilder ended(RowStatus value, String reasonCode, String reasonWords, double seconds) {
        bought(seconds);
        return without(value, reasonCode, reasonWords);
    }

    /** Makes the row one that was never purchased. */
    OutcomeBuilder without(RowStatus value, @Nullable String reasonCode, @Nullable String reasonWords) {
        status = value;
        code = reasonCode;
        message = reasonWords;
        return this;
    }

    OutcomeBuilder cost(String usd) {
        cost = new BigDecimal(usd);
        return this;
    }

    OutcomeBuilder flags(String... values) {
        flags = List.of(values);
        return this;
    }

    OutcomeBuilder kept(String json) {
        kept = json;
        return this;
    }

    private void bought(double seconds) {
        attempts = 1;
        submittedAt = SUBMITTED;
        completedAt = SUBMITTED.plusMillis(Math.round(seconds * 1_000));
    }

    private OutcomeBuilder pictures(int count) {
        List<String> urls = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            urls.add("https://cdn.runcomfy.net/" + number + "/" + n + ".png");
            pictures.add(new DownloadedPicture(
                    "images/" + id + "-" + n + ".png",
                    Integer.toString(n).repeat(64),
                    1_000L + n,
                    1_024,
                    768,
                    "image/png"));
        }
        outputUrls = urls;
        return this;
    }

    RowOutcome build() {
        return new RowOutcome(
                number,
                id,
                number + 1,
                status,
                code,
                message,
                model,
                requestId,
                outputUrls,
                pictures,
                seed,
                attempts,
                submittedAt,
                completedAt,
                queueMs,
                null,
                null,
                cost,
                "k".repeat(64),
                flags,
                null,
                (ObjectNode) JSON.readTree(kept));
    }
}
