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
     * @throws IOException if no row's could be now
     */
    String of(PendingRow row) throws IOException, LocalPictureException, InterruptedException;
}
