package dev.darkroom.checks.shop;

import dev.darkroom.picture.SmallPicture;

/**
 * Measures how far the colour in the product's middle is from the source's, in CIELAB. The light is left aside: each
 * picture's white is what its brightest, nearly grey pixels show, and both colours are brought to one brightness. What is
 * left is hue and chroma: 10 is plain to see side by side.
 */
public final class ColourShift {

    /** The part of the product's box, of each side, that is its middle. */
    private static final double MIDDLE = 0.5;

    /** The part of a picture's pixels that are its brightest. */
    private static final double BRIGHTEST = 0.02;

    /** By how much the brightest may be tinted to be a light and not a colour. */
    private static final double MAX_TINT = 1.9;

    private static final double DARK = 0.004;
    private static final int STEPS = 1024;

    private ColourShift() {}

    /** Returns 0 for the same colour, 100 and more for opposite ones. */
    public static double of(SeenProduct output, SeenProduct source) {
        double[] now = middle(output);
        double[] before = middle(source);
        double bright = LabColour.luminance(now[0], now[1], now[2]);
        double brightBefore = LabColour.luminance(before[0], before[1], before[2]);
        if (bright < DARK || brightBefore < DARK) {
            return lab(now, 1).apart(lab(before, 1));
        }
        double common = Math.sqrt(bright * brightBefore);
        return lab(now, common / bright).apart(lab(before, common / brightBefore));
    }

    private static LabColour lab(double[] light, double factor) {
        return LabColour.of(light[0] * factor, light[1] * factor, light[2] * factor);
    }

    /** Returns the mean light of the middle of the product, under a white light. */
    private static double[] middle(SeenProduct seen) {
        SmallPicture picture = seen.picture();
        ProductMask mask = seen.mask();
        ProductBox box = seen.boxOrAll();
        double[] sum = new double[3];
        int pixels = 0;
        int marginX = (int) (box.boxWidth() * (1 - MIDDLE) / 2);
        int marginY = (int) (box.boxHeight() * (1 - MIDDLE) / 2);
        for (int y = box.top() + marginY; y < box.bottom() - marginY; y++) {
            for (int x = box.left() + marginX; x < box.right() - marginX; x++) {
                if (!mask.isPlain() || mask.isProduct(x, y)) {
                    add(picture.rgb(x, y), sum);
                    pixels++;
                }
            }
        }
        double[] white = white(picture);
        for (int channel = 0; channel < sum.length; channel++) {
            sum[channel] = sum[channel] / Math.max(1, pixels) / white[channel];
        }
        return sum;
    }

    private static void add(int pixel, double[] sum) {
        sum[0] += LabColour.light(pixel >> 16);
        sum[1] += LabColour.light(pixel >> 8);
        sum[2] += LabColour.light(pixel);
    }

    /** Returns the light that a picture was taken in, its green 1; white light where nothing shows it. */
    private static double[] white(SmallPicture picture) {
        int[] counts = new int[STEPS + 1];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                counts[step(picture.rgb(x, y))]++;
            }
        }
        int least = STEPS;
        double most = BRIGHTEST * picture.width() * picture.height();
        for (int above = counts[STEPS]; above < most && least > 0; above += counts[least]) {
            least--;
        }
        double[] light = new double[3];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (step(picture.rgb(x, y)) >= least) {
                    add(picture.rgb(x, y), light);
                }
            }
        }
        double high = Math.max(light[0], Math.max(light[1], light[2]));
        double low = Math.min(light[0], Math.min(light[1], light[2]));
        return low <= 0 || high / low > MAX_TINT
                ? new double[] {1, 1, 1}
                : new double[] {light[0] / light[1], 1, light[2] / light[1]};
    }

    private static int step(int pixel) {
        double light =
                LabColour.luminance(LabColour.light(pixel >> 16), LabColour.light(pixel >> 8), LabColour.light(pixel));
        return (int) Math.min(STEPS, light * STEPS);
    }
}
