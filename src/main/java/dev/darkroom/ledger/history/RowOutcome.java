package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that is known of one row: a line of the results manifest.
 *
 * @param number the row's number in the manifest, from 1
 * @param id the row's id
 * @param line the line of the manifest it starts on
 * @param status the row's status
 * @param code the reason's stable code, such as {@code OUTPUT_EXPIRED}; null without a reason
 * @param message the reason's message, the service's own where it gave any; null without a reason
 * @param model the model, null if the row names none that is known
 * @param requestId the service's id of the purchase, null if there is none
 * @param outputUrls where the service put the outputs
 * @param pictures the files in place
 * @param seed the seed that was sent
 * @param attempts submits that reached the service, or may have
 * @param submittedAt when the service accepted the request
 * @param completedAt when the row came to its end
 * @param queueMs from the submit to the first {@code in_progress} seen, in milliseconds; null if never seen
 * @param runMs from there to the service's {@code finished_at}, in milliseconds
 * @param downloadMs what fetching the outputs took, in milliseconds
 * @param costUsd what the service said, else the price, else null
 * @param inputKey SHA-256 of model and canonical input, null for an invalid row
 * @param flags what the checks of the outputs found
 * @param redoOf the request this row makes again
 * @param kept the user's own columns
 * @param verdict what people have said of its pictures; null if nothing
 */
public record RowOutcome(
        long number,
        String id,
        long line,
        RowStatus status,
        @Nullable String code,
        @Nullable String message,
        @Nullable String model,
        @Nullable String requestId,
        List<String> outputUrls,
        List<DownloadedPicture> pictures,
        @Nullable Long seed,
        int attempts,
        @Nullable Instant submittedAt,
        @Nullable Instant completedAt,
        @Nullable Long queueMs,
        @Nullable Long runMs,
        @Nullable Long downloadMs,
        @Nullable BigDecimal costUsd,
        @Nullable String inputKey,
        List<String> flags,
        @Nullable String redoOf,
        ObjectNode kept,
        @Nullable RowVerdict verdict) {

    /** Makes the outcome of a row that nobody has judged. */
    public RowOutcome(
            long number,
            String id,
            long line,
            RowStatus status,
            @Nullable String code,
            @Nullable String message,
            @Nullable String model,
            @Nullable String requestId,
            List<String> outputUrls,
            List<DownloadedPicture> pictures,
            @Nullable Long seed,
            int attempts,
            @Nullable Instant submittedAt,
            @Nullable Instant completedAt,
            @Nullable Long queueMs,
            @Nullable Long runMs,
            @Nullable Long downloadMs,
            @Nullable BigDecimal costUsd,
            @Nullable String inputKey,
            List<String> flags,
            @Nullable String redoOf,
            ObjectNode kept) {
        this(
                number,
                id,
                line,
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
                runMs,
                downloadMs,
                costUsd,
                inputKey,
                flags,
                redoOf,
                kept,
                null);
    }

    public RowOutcome {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(status, "status is null");
        outputUrls = List.copyOf(outputUrls);
        pictures = List.copyOf(pictures);
        flags = List.copyOf(flags);
        Objects.requireNonNull(kept, "kept is null");
    }

    /** {@code CODE: message}, as the results manifest gives it, or null. */
    public @Nullable String reason() {
        if (code == null) {
            return null;
        }
        return message == null || message.isEmpty() ? code : code + ": " + message;
    }
}
