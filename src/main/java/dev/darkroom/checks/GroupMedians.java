package dev.darkroom.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The medians of a group's pictures, and how far off them a picture may be. That is {@value #SPREADS} times the group's own
 * spread, so that a group of many kinds is not called uneven; the spread is told by the median of the distances, which a
 * few outliers do not move. Where all are alike it has a floor.
 *
 * @param fill of the pictures in which a product can be told; empty if they are too few
 * @param brightness of all
 * @param border the median of each channel, {@code 0xRRGGBB}
 * @param borderLimit how far red, green or blue may be off it, of 255
 */
record GroupMedians(Optional<Middle> fill, Middle brightness, int border, double borderLimit) {

    /** Of fewer pictures no median is told. */
    static final int MIN_PICTURES = 8;

    private static final double SPREADS = 4;

    /** Makes of a median of distances what the standard deviation is where they are spread as by chance. */
    private static final double DEVIATION = 1.4826;

    private static final double FILL_FLOOR = 0.025;
    private static final double BRIGHTNESS_FLOOR = 0.03;
    private static final double BORDER_FLOOR = 3;
    private static final int[] SHIFTS = {16, 8, 0};

    /** @return empty if the pictures are too few */
    static Optional<GroupMedians> of(List<EvenFigures> pictures) {
        if (pictures.size() < MIN_PICTURES) {
            return Optional.empty();
        }
        double[] fills = pictures.stream()
                .mapToDouble(EvenFigures::fill)
                .filter(fill -> !Double.isNaN(fill))
                .toArray();
        double[] brightness =
                pictures.stream().mapToDouble(EvenFigures::brightness).toArray();
        int border = 0;
        for (int shift : SHIFTS) {
            double level = median(pictures.stream()
                    .mapToDouble(picture -> picture.border() >> shift & 0xff)
                    .toArray());
            border |= (int) level << shift;
        }
        int middle = border;
        double[] apart = pictures.stream()
                .mapToDouble(picture -> apart(picture.border(), middle))
                .toArray();
        return Optional.of(new GroupMedians(
                fills.length < MIN_PICTURES ? Optional.empty() : Optional.of(Middle.of(fills, FILL_FLOOR)),
                Middle.of(brightness, BRIGHTNESS_FLOOR),
                border,
                limit(median(apart), BORDER_FLOOR)));
    }

    /** Returns the flag with what is off and the group's median of it; empty if nothing is. */
    Optional<String> flag(EvenFigures picture) {
        List<String> off = new ArrayList<>();
        fill.filter(middle -> middle.isFar(picture.fill()))
                .ifPresent(middle -> off.add("fill " + middle.told(picture.fill())));
        if (brightness.isFar(picture.brightness())) {
            off.add("brightness " + brightness.told(picture.brightness()));
        }
        if (apart(picture.border(), border) > borderLimit) {
            off.add("border " + colour(picture.border()) + " among " + colour(border));
        }
        return off.isEmpty() ? Optional.empty() : Optional.of(CheckFlag.UNEVEN.with(String.join(" and ", off)));
    }

    private static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private static int apart(int one, int other) {
        return IntStream.of(SHIFTS)
                .map(shift -> Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)))
                .max()
                .orElseThrow();
    }

    /** Returns the middle value, the lower of two, so that it is always that of a picture. */
    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    private static double limit(double medianDistance, double floor) {
        return SPREADS * Math.max(floor, DEVIATION * medianDistance);
    }

    /**
     * The middle of a figure within a group.
     *
     * @param limit how far off it is even
     */
    record Middle(double median, double limit) {

        private static Middle of(double[] values, double floor) {
            double median = GroupMedians.median(values);
            double[] apart =
                    Arrays.stream(values).map(value -> Math.abs(value - median)).toArray();
            return new Middle(median, GroupMedians.limit(GroupMedians.median(apart), floor));
        }

        /** A figure that is not a number is not far. */
        private boolean isFar(double value) {
            return Math.abs(value - median) > limit;
        }

        private String told(double value) {
            return FlagFigure.of(value) + " among " + FlagFigure.of(median);
        }
    }
}
