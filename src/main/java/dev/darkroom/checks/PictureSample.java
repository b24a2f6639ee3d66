package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;
import java.util.Objects;

/**
 * A picture as comparisons see it: of a source that many rows share, it is made small for these once.
 *
 * @param small the picture as small as it is compared with another
 * @param seen the picture made small, as the product in it is told
 * @param width of the picture itself, in pixels
 * @param height of the picture itself, in pixels
 */
public record PictureSample(SmallPicture small, SmallPicture seen, int width, int height) {

    public PictureSample {
        Objects.requireNonNull(small, "small is null");
        Objects.requireNonNull(seen, "seen is null");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height);
        }
    }

    /** @param small the picture made small */
    public PictureSample(SmallPicture small, int width, int height) {
        this(ImageDifference.reduced(small), small, width, height);
    }
}
