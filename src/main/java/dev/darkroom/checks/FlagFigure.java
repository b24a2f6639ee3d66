package dev.darkroom.checks;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A measure as a flag tells it: a decimal, short enough to be read, precise enough to be compared with its limit. */
final class FlagFigure {

    private static final int DECIMALS = 4;
    private static final int DIGITS = 3;

    private FlagFigure() {}

    static String of(double measure) {
        BigDecimal exact = BigDecimal.valueOf(measure);
        int before = exact.precision() - exact.scale();
        int decimals = Math.max(0, Math.min(DECIMALS, DIGITS - before));
        BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
