package dev.darkroom.models;

import dev.darkroom.errors.SourceFault;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source picture that was looked at.
 *
 * @param fault what speaks against it, null if nothing does
 * @param message the fault as it stands after the picture's name, empty without one
 * @param remedy what to do about it, empty without one
 * @param width in pixels as it is to be seen, 0 if not known
 * @param height in pixels as it is to be seen, 0 if not known
 * @param bytes of the whole file, -1 if not known
 */
public record SourceTraits(
        @Nullable SourceFault fault, String message, String remedy, int width, int height, long bytes) {

    /** Returns whether its sides are known. */
    public boolean hasSides() {
        return width > 0 && height > 0;
    }
}
