package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;

/** A file that is not a picture, or not a whole one, told by its bytes. */
public final class BadPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    public BadPictureException(ErrorCode code, String message) {
        super(message);
        this.code = code.code();
    }

    /** Returns the stable code of a row's reason. */
    public String code() {
        return code;
    }
}
