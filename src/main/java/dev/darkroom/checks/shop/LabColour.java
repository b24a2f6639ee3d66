package dev.darkroom.checks.shop;

/**
 * A colour in CIELAB, under the white of sRGB (D65).
 *
 * @param lightness from 0 to 100
 * @param a from green to red
 * @param b from blue to yellow
 */
record LabColour(double lightness, double a, double b) {

    private static final double[] LINEAR = new double[256];
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double LINEAR_BELOW = 216.0 / 24_389;
    private static final double SLOPE = 24_389.0 / 27;

    static {
        for (int level = 0; level < LINEAR.length; level++) {
            double part = level / 255.0;
            LINEAR[level] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
    }

    /** Returns the light of a level of sRGB, from 0 to 1. */
    static double light(int level) {
        return LINEAR[level & 0xff];
    }

    /** Returns the brightness of light of sRGB's primaries, from 0 to 1. */
    static double luminance(double red, double green, double blue) {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    /** Returns the colour of light of sRGB's primaries, each from 0 to 1. */
    static LabColour of(double red, double green, double blue) {
        double x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / WHITE_X);
        double y = root(luminance(red, green, blue));
        double z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / WHITE_Z);
        return new LabColour(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double root(double part) {
        return part > LINEAR_BELOW ? Math.cbrt(part) : (SLOPE * part + 16) / 116;
    }

    /** Returns the distance of the colours, their lightness left aside. */
    double apart(LabColour other) {
        return Math.hypot(a - other.a, b - other.b);
    }
}
