package dev.darkroom.sourcelook;

import java.util.ArrayList;
import java.util.List;
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

    private static final int FIRST_ON_ITS_SIDE = 5;
    private static final int USUAL_BITS = 8;

    static final String GRAY = "gray";
    static final String RGB = "RGB";
    static final String CMYK = "CMYK";
    static final String PALETTE = "palette";

    static final String CMYK_COLOUR = "cmyk";
    static final String ANIMATED = "animated";

    /** Returns whether EXIF turns it, so that its width is the height that is seen. */
    boolean isOnItsSide() {
        return orientation >= FIRST_ON_ITS_SIDE;
    }

    /** Returns what is out of the ordinary, each by a word that plans and checks count by. */
    List<String> traits() {
        List<String> traits = new ArrayList<>();
        add(traits, "turned", isOnItsSide());
        add(traits, CMYK_COLOUR, CMYK.equals(colour));
        add(traits, "gray", GRAY.equals(colour));
        add(traits, "more than 8 bit", bits > USUAL_BITS);
        add(traits, "transparent", alpha);
        add(traits, ANIMATED, frames > 1);
        return traits;
    }

    private static void add(List<String> traits, String trait, boolean holds) {
        if (holds) {
            traits.add(trait);
        }
    }

    /** Returns whether the sides are told, without which no picture is read. */
    boolean hasSides() {
        return width > 0 && height > 0;
    }
}
