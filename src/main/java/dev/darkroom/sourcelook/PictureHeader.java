package dev.darkroom.sourcelook;

import org.jspecify.annotations.Nullable;

/**
 * What a picture's header tells.
 *
 * @param type such as {@code jpeg}
 * @param width as stored, in pixels; 0 if not told
 * @param height as stored, in pixels; 0 if not told
 * @param orientation as EXIF counts, from 1, upright, to 8
 * @param colour {@code gray}, {@code RGB}, {@code CMYK} or {@code palette}; null if not told
 * @param bits of a sample, 0 if not told
 * @param profile the name of its ICC profile, null if it has none or it is not told
 * @param alpha whether pixels may be transparent
 * @param frames how many were seen, at least one; more of an animation may follow what was read
 */
record PictureHeader(
        String type,
        int width,
        int height,
        int orientation,
        @Nullable String colour,
        int bits,
        @Nullable String profile,
        boolean alpha,
        int frames) {

    static final String GRAY = "gray";
    static final String RGB = "RGB";
    static final String CMYK = "CMYK";
    static final String PALETTE = "palette";

    /** Returns whether the sides are told, without which no picture is read. */
    boolean hasSides() {
        return width > 0 && height > 0;
    }
}
