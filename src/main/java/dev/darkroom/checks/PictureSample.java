package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;
import java.util.Objects;

/**
 * A picture as comparisons see it.
 *
 * @param small the picture made small
 * @param width of the picture itself, in pixels
 * @param height of the picture itself, in pixels
 */
public record PictureSample(SmallPicture small, int width, int height) {

    public PictureSample {
        Objects.requireNonNull(small, "small is null");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height);
        }
    }
}
