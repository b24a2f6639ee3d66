package dev.darkroom.download;

import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.picture.PictureFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row's outputs that were looked at and are to be put in their place. Holds nothing of the pictures but what they are.
 *
 * @param reason why they will not do, else null
 */
record InspectedRow(
        FetchedRow fetched,
        List<InspectedOutput> outputs,
        @Nullable RowReason reason) {

    InspectedRow {
        outputs = List.copyOf(outputs);
    }

    /**
     * An output that was looked at.
     *
     * @param flags what the checks say of it
     */
    record InspectedOutput(FetchedRow.FetchedOutput fetched, PictureFile picture, List<String> flags) {}
}
