package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of an equal row stand under this row's name too.
 *
 * @param from PENDING or FOLLOWER; REUSED in a journal of an earlier version, which marked such rows before
 * @param to REUSED or FOLLOWER
 * @param origin the row that made them, null if that is not known
 */
@JsonTypeName("shared")
public record PictureShared(
        RowKey row,
        int attempt,
        RowState from,
        RowState to,
        List<DownloadedPicture> pictures,
        @Nullable OriginRow origin)
        implements LedgerEvent {

    public PictureShared(RowKey row, int attempt, RowState from, RowState to, List<DownloadedPicture> pictures) {
        this(row, attempt, from, to, pictures, null);
    }

    public PictureShared {
        pictures = List.copyOf(pictures);
    }

    /** The same event as it has to be entered into a ledger that takes the row for one to be submitted. */
    public PictureShared fromPending() {
        return new PictureShared(row, attempt, RowState.PENDING, to, pictures, origin);
    }

    /**
     * Returns false for a follower's pictures, which can be shared again at any time; those of another run may be gone
     * by then.
     */
    @Override
    public boolean journaled() {
        return to == RowState.REUSED;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.pictures().replace(row, pictures);
        if (from == RowState.PENDING && origin != null) {
            tables.shares(row, origin);
        }
    }
}
