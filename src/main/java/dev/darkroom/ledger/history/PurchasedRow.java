package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that a run has purchased, or attempted to, and that has ended.
 *
 * @param attempt the purchase they are of
 * @param model the model they were made by
 * @param input what was sent
 * @param succeeded whether the row succeeded; otherwise its pictures were found not to do, or it failed without any
 * @param endedAt when that was known
 * @param pictures what is in place; none if it failed at the service
 */
public record PurchasedRow(
        RowKey key,
        int attempt,
        String model,
        ObjectNode input,
        boolean succeeded,
        Instant endedAt,
        List<DownloadedPicture> pictures) {

    public PurchasedRow {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(model, "model is null");
        Objects.requireNonNull(endedAt, "endedAt is null");
        pictures = List.copyOf(pictures);
    }

    PurchasedRow with(List<DownloadedPicture> those) {
        return new PurchasedRow(key, attempt, model, input, succeeded, endedAt, those);
    }
}
