package dev.darkroom.publish.mark;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureType;
import dev.darkroom.publish.mark.MarkedPicture.MarkOutcome;
import java.io.ByteArrayOutputStream;

/**
 * Marks pictures as made with AI: adds the IPTC's Digital Source Type to their XMP metadata. No pixel's byte changes, metadata
 * that is there stays, and a file that names a source type or carries content credentials is left as it is.
 */
public final class PictureMarker {

    private PictureMarker() {}

    /**
     * Marks a file.
     *
     * @param type what its bytes are; a GIF is left as it is
     * @throws BadPictureException if it is not a whole file of the type
     */
    public static MarkedPicture mark(byte[] picture, PictureType type, DigitalSourceType source)
            throws BadPictureException {
        return switch (type) {
            case JPEG -> JpegMark.add(picture, source);
            case PNG -> PngMark.add(picture, source);
            case WEBP -> WebpMark.add(picture, source);
            case GIF -> new MarkedPicture(picture, MarkOutcome.METADATA_LEFT);
        };
    }

    /** Returns the file with a part of it replaced. */
    static byte[] replaced(byte[] picture, int from, int to, byte[] part) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(picture.length + part.length);
        whole.write(picture, 0, from);
        whole.writeBytes(part);
        whole.write(picture, to, picture.length - to);
        return whole.toByteArray();
    }

    static BadPictureException truncated(String format) {
        return new BadPictureException(ErrorCode.TRUNCATED, "the " + format + " ends before it is whole");
    }

    static BadPictureException other(String format) {
        return new BadPictureException(ErrorCode.NOT_A_PICTURE, "this is not a " + format);
    }
}
