package dev.darkroom.submit;

import java.io.IOException;

/** Says that there is no way now to the place where pictures are put, and that the row is to be tried again. */
final class PicturesAwayException extends IOException {

    private static final long serialVersionUID = 1L;

    PicturesAwayException(IOException why) {
        super(why.getMessage(), why);
    }
}
