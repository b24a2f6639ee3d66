package dev.darkroom.picture.mark;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import java.io.ByteArrayOutputStream;

/**
 * Marks pictures as made with AI, and reads what they say of how they were made: adds the IPTC's Digital Source Type to their
 * XMP metadata. No pixel's byte changes, metadata that is there stays, and a file that names a source type or carries content
 * credentials is left as it is.
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
        return add(picture, type, source.address());
    }

    /**
     * Says of a picture that was written anew what the vendor's file said.
     *
     * @throws BadPictureException if it is not a whole file of the type
     */
    public static byte[] restore(byte[] picture, PictureType type, VendorMetadata vendor) throws BadPictureException {
        return add(picture, type, vendor.sourceType()).bytes();
    }

    /**
     * Reads what a file says of how it was made.
     *
     * @throws BadPictureException if it is not a whole file of the type
     */
    public static VendorMetadata read(byte[] picture, PictureType type) throws BadPictureException {
        return switch (type) {
            case JPEG -> JpegMark.read(picture).metadata();
            case PNG -> PngMark.read(picture).metadata();
            case WEBP -> WebpMark.read(picture).metadata();
            case GIF -> GifMetadata.read(picture);
        };
    }

    private static MarkedPicture add(byte[] picture, PictureType type, String source) throws BadPictureException {
        return switch (type) {
            case JPEG -> JpegMark.read(picture).add(source);
            case PNG -> PngMark.read(picture).add(source);
            case WEBP -> WebpMark.read(picture).add(source);
            case GIF -> new MarkedPicture(picture, ofGif(GifMetadata.read(picture)));
        };
    }

    private static MarkOutcome ofGif(VendorMetadata found) {
        if (found.hasCredentials()) {
            return MarkOutcome.HAS_CREDENTIALS;
        }
        return found.sourceType().isEmpty() ? MarkOutcome.METADATA_LEFT : MarkOutcome.ALREADY_MARKED;
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
