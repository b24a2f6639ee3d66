package dev.darkroom.submit;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.picture.LocalPictureException;
import java.io.IOException;

/** Makes the address under which the service gets a picture on this disk. Thread-safe. */
@FunctionalInterface
interface SentPicture {

    /**
     * Returns the address, which is valid from now on.
     *
     * @throws PicturesAwayException if there is no way there now, and another time may bring one
     * @throws LocalPictureException if the file is not what it was, or is gone
     * @throws IOException if there is no way to the place where pictures are put
     */
    String address(LocalPictureReference picture) throws IOException, LocalPictureException;

    /** Returns whether there may be a way to the place where they are put; if so while there was none, the next one tries. */
    default boolean isReady() {
        return true;
    }
}
