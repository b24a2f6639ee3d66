package dev.darkroom.jobfile;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.picture.PictureDecoder;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** The values of {@code checks}; a wrong one throws an {@link IllegalArgumentException} that says why. */
final class CheckValues {

    private static final String OFF = "off";
    private static final int LEVELS = 255;
    private static final long MEGA = 1_000_000;

    private CheckValues() {}

    static CheckFlag flag(String text) {
        return CheckFlag.named(text)
                .orElseThrow(() -> new IllegalArgumentException("is not a flag; the nearest is "
                        + NearestNameFinder.find(text, CheckFlag.keywords()).orElseThrow()));
    }

    static SourceFault sourceFault(String text) {
        return SourceFault.named(text)
                .orElseThrow(() -> new IllegalArgumentException("is not a fault of a source; the nearest is "
                        + NearestNameFinder.find(text, SourceFault.keywords()).orElseThrow()));
    }

    /** Reads a measure that may be switched off. */
    static Function<String, OptionalDouble> unlessOff(Function<String, Double> parse) {
        return text -> isOff(text) ? OptionalDouble.empty() : OptionalDouble.of(parse.apply(text));
    }

    static OptionalInt pixelsOfASide(String text) {
        return isOff(text)
                ? OptionalInt.empty()
                : OptionalInt.of(NumberValues.atLeast(0).apply(text));
    }

    static boolean isOff(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return word.equals(OFF) || word.equals("false") || word.equals("no");
    }

    static double measure(String text) {
        return NumberValues.amount(text).doubleValue();
    }

    /** Reads a part of a whole: 0.02 or 2%. */
    static double share(String text) {
        boolean percent = text.endsWith("%");
        BigDecimal number = NumberValues.amount(
                percent ? text.substring(0, text.length() - 1).strip() : text);
        BigDecimal share = percent ? number.movePointLeft(2) : number;
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("is more than all");
        }
        return share.doubleValue();
    }

    static int level(String text) {
        int level = NumberValues.atLeast(0).apply(text);
        if (level > LEVELS) {
            throw new IllegalArgumentException("is more than " + LEVELS);
        }
        return level;
    }

    static int colour(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("white")) {
            return 0xffffff;
        }
        if (lower.equals("black")) {
            return 0;
        }
        if (!lower.matches("#?[0-9a-f]{6}")) {
            throw new IllegalArgumentException("is not a colour");
        }
        return Integer.parseInt(lower.replace("#", ""), 16);
    }

    static long pixels(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        BigDecimal number = NumberValues.amount(
                upper.endsWith("MP") ? upper.substring(0, upper.length() - 2).strip() : upper);
        long pixels = (upper.endsWith("MP") ? number.multiply(BigDecimal.valueOf(MEGA)) : number).longValue();
        if (pixels < 1) {
            throw new IllegalArgumentException("is less than a pixel");
        }
        if (pixels > PictureDecoder.MAX_PIXELS) {
            throw new IllegalArgumentException("is more than Darkroom decodes");
        }
        return pixels;
    }
}
