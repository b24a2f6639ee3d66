package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The download of all outputs, which are whole and in place.
 *
 * @param reason why they will not do all the same: a check that is to fail a row raised its flag; else null
 */
@JsonTypeName("fetched")
public record OutputsDownloaded(
        RowKey row,
        int attempt,
        List<DownloadedPicture> pictures,
        long downloadMs,
        @Nullable RowReason reason) implements LedgerEvent {

    public OutputsDownloaded {
        pictures = List.copyOf(pictures);
    }

    public OutputsDownloaded(RowKey row, int attempt, List<DownloadedPicture> pictures, long downloadMs) {
        this(row, attempt, pictures, downloadMs, null);
    }

    @Override
    public RowState from() {
        return RowState.COMPLETED;
    }

    @Override
    public RowState to() {
        return reason == null ? RowState.SUCCEEDED : RowState.FAILED;
    }

    /** Records a purchase that succeeded, whatever is thought of its pictures: it was paid for. */
    @Override
    public void record(EventTables tables, Instant now) {
        tables.purchases().downloaded(this, RowState.SUCCEEDED, downloadMs);
        tables.pictures().replace(row, pictures);
    }
}
