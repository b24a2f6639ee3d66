package dev.darkroom.picture;

/**
 * A failure for want of memory for a picture, even with nothing else being decoded. It says nothing about the picture.
 */
public final class MemoryShortageException extends Exception {

    private static final long serialVersionUID = 1L;

    MemoryShortageException(PictureFile picture, long bytes) {
        super("too little memory to decode " + picture.width() + "x" + picture.height() + " pixels, which takes about "
                + (1 + (bytes >> 20)) + " MB: start Java with a larger -Xmx");
    }
}
