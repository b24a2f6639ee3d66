package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;

/** Says why a picture on this disk cannot be sent: of its row, not of the disk as a whole. */
public final class LocalPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message a sentence without its full stop, with the path as the manifest has it
     * @param remedy what to do about it
     */
    LocalPictureException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns the stable code of a row's reason. */
    public ErrorCode code() {
        return ErrorCode.SOURCE_FILE;
    }

    /** Returns the sentence. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** Returns what to do about it. */
    public String remedy() {
        return remedy;
    }
}
