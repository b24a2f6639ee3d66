package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.picture.LocalPictureException;
import java.io.IOException;

/** Makes what is sent of what is stored. Costs nothing, and may be done again. Thread-safe. */
@FunctionalInterface
interface SentInput {

    /** Sends what is stored. */
    SentInput AS_STORED = PendingRow::input;

    /**
     * Returns the input as it is sent, which is stored nowhere.
     *
     * @throws LocalPictureException if a picture of the row cannot be sent
     * @throws PicturesAwayException if no row's could be now, and another time they may
     * @throws IOException if no row's could be
     */
    String of(PendingRow row) throws IOException, LocalPictureException, InterruptedException;

    /** Returns whether the row may be sent yet; if not, this is called again later. */
    default boolean isReady(PendingRow row) {
        return true;
    }
}
