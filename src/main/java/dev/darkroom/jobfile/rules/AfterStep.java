package dev.darkroom.jobfile.rules;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** One step of the job file's {@code publish.after}: something done to a picture, without AI, before it is published. */
public sealed interface AfterStep {

    /** Returns the step as a list of published files names it; equal texts do the same. */
    String message();

    /**
     * Says in which colour space a picture is.
     *
     * @param way how it comes to be in sRGB
     */
    record SrgbStep(SrgbWay way) implements AfterStep {

        public SrgbStep {
            Objects.requireNonNull(way, "way is null");
        }

        @Override
        public String message() {
            return "srgb:" + way.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ways in which a picture comes to be in sRGB. */
    enum SrgbWay {
        /** Pixels of another profile, inks and greys are converted. */
        CONVERT,
        /** A picture of colours without a profile is said to be in sRGB; one of another profile, inks and greys stay as they are. */
        EMBED
    }

    /**
     * Lays a picture that is transparent in parts over a colour.
     *
     * @param colour {@code 0xRRGGBB}
     */
    record FlattenStep(int colour) implements AfterStep {

        @Override
        public String message() {
            return "flatten:" + AfterStep.shown(colour);
        }
    }

    /**
     * Puts a picture into the middle of a canvas; one that is larger is made smaller until it fits.
     *
     * @param width of the canvas, in pixels
     * @param height of the canvas, in pixels
     * @param colour of what the picture does not cover, {@code 0xRRGGBB}
     */
    record PadStep(int width, int height, int colour) implements AfterStep {

        @Override
        public String message() {
            return "pad:" + width + "x" + height + ":" + AfterStep.shown(colour);
        }
    }

    /**
     * Makes a JPEG of a picture.
     *
     * @param quality from 1 to 100
     */
    record JpegStep(int quality) implements AfterStep {

        @Override
        public String message() {
            return "jpeg:" + quality;
        }
    }

    private static String shown(int colour) {
        return "#" + HexFormat.of().toHexDigits(colour, 6);
    }
}
