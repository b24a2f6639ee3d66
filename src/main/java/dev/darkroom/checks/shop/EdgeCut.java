package dev.darkroom.checks.shop;

/**
 * Measures the part of an edge that the product is cut off at: where it runs into the frame's edge, and did not in the
 * source. Of pictures whose ground is not of one colour nothing can be told.
 */
public final class EdgeCut {

    private EdgeCut() {}

    /**
     * Returns the largest part of one edge that is touched anew, from 0, none is, to 1.
     *
     * @param least the part of an edge that counts as touched
     */
    public static double of(SeenProduct output, SeenProduct source, double least) {
        ProductMask now = output.mask();
        ProductMask before = source.mask();
        double most = 0;
        if (now.isPlain() && before.isPlain()) {
            double[] touched = now.touched();
            double[] touchedBefore = before.touched();
            for (int edge = 0; edge < touched.length; edge++) {
                most = touchedBefore[edge] < least ? Math.max(most, touched[edge]) : most;
            }
        }
        return most;
    }
}
