package dev.darkroom.publish.finish;

import dev.darkroom.picture.PictureType;
import java.util.Objects;

/**
 * A picture's file after all steps.
 *
 * @param bytes the whole file; the caller's own array if no step had anything to do
 * @param type what its bytes are
 * @param width in pixels
 * @param height in pixels
 * @param isWrittenAnew whether its pixels were encoded again, without the metadata that the file had
 */
@SuppressWarnings("ArrayRecordComponent") // A file's bytes, handed on once and never compared.
public record FinishedPicture(byte[] bytes, PictureType type, int width, int height, boolean isWrittenAnew) {

    public FinishedPicture {
        Objects.requireNonNull(bytes, "bytes is null");
        Objects.requireNonNull(type, "type is null");
    }
}
