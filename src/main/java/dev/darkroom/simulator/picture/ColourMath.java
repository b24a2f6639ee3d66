package dev.darkroom.simulator.picture;

import java.awt.Color;

/** Arithmetic with colours. */
final class ColourMath {

    private ColourMath() {}

    /** Mixes so much of the other colour, from 0 to 1, and for the rest the one. */
    static Color mix(Color one, Color other, double share) {
        return new Color(
                channel(one.getRed(), other.getRed(), share),
                channel(one.getGreen(), other.getGreen(), share),
                channel(one.getBlue(), other.getBlue(), share));
    }

    static Color withAlpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** Returns the distance of two packed colours in the channel in which they differ most, 0 to 255. */
    static int distance(int one, int other) {
        int red = Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF));
        int green = Math.abs((one >> 8 & 0xFF) - (other >> 8 & 0xFF));
        int blue = Math.abs((one & 0xFF) - (other & 0xFF));
        return Math.max(red, Math.max(green, blue));
    }

    private static int channel(int one, int other, double share) {
        return (int) Math.round(one + (other - one) * share);
    }
}
