package dev.darkroom.ledger.rows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that is at the service.
 *
 * @param key which one
 * @param attempt its purchase
 * @param id the row's id
 * @param model the model that works on it
 * @param requestId the service's name for it
 * @param submittedAt when the service accepted it
 * @param started when it was first seen in progress, null if it never was
 * @param takenOver whether another run sent it: that one's to cancel
 */
public record SubmittedRow(
        RowKey key,
        int attempt,
        String id,
        String model,
        String requestId,
        Instant submittedAt,
        @Nullable Instant started,
        boolean takenOver) {}
