package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The validators and size that the host of a row's source picture gave when it was checked.
 *
 * @param row the row
 * @param n the picture's place among the row's sources, from 1
 * @param url the address that the row gives
 * @param etag its ETag, null if the host gave none
 * @param lastModified its Last-Modified, null if the host gave none
 * @param bytes its size, null if that is not known
 * @param sha256 of its bytes, 64 hex digits; null if it was not fetched
 * @param seenAt when it was checked
 */
public record ObservedSource(
        RowKey row,
        int n,
        String url,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Long bytes,
        @Nullable String sha256,
        Instant seenAt) {

    public ObservedSource {
        Objects.requireNonNull(row, "row is null");
        Objects.requireNonNull(url, "url is null");
        Objects.requireNonNull(seenAt, "seenAt is null");
    }
}
