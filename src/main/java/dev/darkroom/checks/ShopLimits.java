package dev.darkroom.checks;

import dev.darkroom.picture.PictureType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a shop asks of its pictures, with the limits from which on a measure raises its flag. What is empty is not
 * checked, and by default nothing is.
 *
 * @param formats those that it takes; empty for all
 * @param notWhite the colour that the ground must have exactly
 * @param fill how much of the frame the product must take
 * @param offCentre how far the product's middle may be from the frame's, as a part of it
 * @param small the least size
 * @param alpha what transparency is a fault
 * @param profile whether colours other than sRGB's are a fault
 * @param colourShift how far the product's colour may be from the source's
 * @param cutOff the part of an edge that the product must touch to be cut off by it
 * @param textChanged the part of the source's fine print that may be another
 * @param aiMark whether a file that does not say that it was made with AI is a fault
 */
public record ShopLimits(
        List<PictureType> formats,
        Optional<ExactGround> notWhite,
        Optional<FillRange> fill,
        OptionalDouble offCentre,
        Optional<LeastSize> small,
        AlphaRule alpha,
        boolean profile,
        OptionalDouble colourShift,
        OptionalDouble cutOff,
        OptionalDouble textChanged,
        boolean aiMark) {

    /** Asks for nothing. */
    public static final ShopLimits NONE = new ShopLimits(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            AlphaRule.OFF,
            false,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            false);

    public ShopLimits {
        formats = List.copyOf(formats);
        Objects.requireNonNull(alpha, "alpha is null");
    }

    boolean takes(PictureType type) {
        return formats.isEmpty() || formats.contains(type);
    }

    boolean needsSource() {
        return colourShift.isPresent() || cutOff.isPresent() || textChanged.isPresent();
    }

    boolean needsBox() {
        return fill.isPresent() || offCentre.isPresent();
    }

    /** Says what transparency is a fault. */
    public enum AlphaRule {
        /** None is. */
        OFF,
        /** A pixel that is not opaque is. */
        TRANSPARENT,
        /** A picture that can have such pixels is, be it opaque all over. */
        CHANNEL
    }

    /**
     * The colour that a ground must have exactly.
     *
     * @param rgb {@code 0xRRGGBB}
     * @param tolerance how far red, green or blue may be from it, of 255; empty for what the format's
     *     compression does
     * @param share the part of the ground that may be off, from 0 to 1
     */
    public record ExactGround(int rgb, OptionalInt tolerance, double share) {

        /** Two blocks of JPEG, since its colours have half the pixels; an edge is not sharp to the pixel elsewhere. */
        private static final int REACH = 16;

        /** WebP predicts a block from its neighbours, which carries an edge's noise on. */
        private static final int WEBP_REACH = 32;

        private static final int JPEG_NOISE = 3;
        private static final int WEBP_NOISE = 5;

        /** Returns how far off is no fault: by default how far compression moves a plain ground away from edges. */
        int toleranceOf(PictureType type) {
            int noise = switch (type) {
                case PNG, GIF -> 0;
                case JPEG -> JPEG_NOISE;
                case WEBP -> WEBP_NOISE;
            };
            return tolerance.orElse(noise);
        }

        /** Returns how far from the product compression still changes its ground, in pixels. */
        int reachOf(PictureType type) {
            return type == PictureType.WEBP ? WEBP_REACH : REACH;
        }
    }

    /**
     * How much of a frame a product must take, the larger part of width or height.
     *
     * @param least from 0 to 1
     * @param most from 0 to 1
     */
    public record FillRange(double least, double most) {

        public FillRange {
            if (least > most) {
                throw new IllegalArgumentException("ends before it begins");
            }
        }

        boolean holds(double fill) {
            return fill >= least && fill <= most;
        }
    }

    /**
     * The least size of a picture, in pixels.
     *
     * @param longer of the longer side
     * @param width of the width
     * @param height of the height
     */
    public record LeastSize(int longer, int width, int height) {

        boolean holds(int foundWidth, int foundHeight) {
            return Math.max(foundWidth, foundHeight) >= longer && foundWidth >= width && foundHeight >= height;
        }
    }
}
