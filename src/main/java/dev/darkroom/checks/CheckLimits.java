package dev.darkroom.checks;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The limits from which on a measure raises its flag; what is empty or false is not checked. The defaults are the job
 * file's.
 *
 * @param pixels a picture that has more is not decoded
 * @param format whether a picture's format must be the requested one
 * @param size by how many pixels each side may differ from the requested size
 * @param aspect by which part the proportion of the sides may differ, 0.02 for 2 %
 * @param blank the least part of a picture that must differ from its main colour
 * @param identical the least difference from the source
 * @param background what a picture's border must look like
 * @param blurred the least sharpness
 * @param shop what a shop asks for besides
 */
public record CheckLimits(
        long pixels,
        boolean format,
        OptionalInt size,
        OptionalDouble aspect,
        OptionalDouble blank,
        OptionalDouble identical,
        Optional<RequestedBackground> background,
        OptionalDouble blurred,
        ShopLimits shop) {

    /** Makes limits without a shop's. */
    public CheckLimits(
            long pixels,
            boolean format,
            OptionalInt size,
            OptionalDouble aspect,
            OptionalDouble blank,
            OptionalDouble identical,
            Optional<RequestedBackground> background,
            OptionalDouble blurred) {
        this(pixels, format, size, aspect, blank, identical, background, blurred, ShopLimits.NONE);
    }

    /** Returns the same limits with those of a shop. */
    public CheckLimits with(ShopLimits limits) {
        return new CheckLimits(pixels, format, size, aspect, blank, identical, background, blurred, limits);
    }

    /** Returns whether the check of a picture by itself, or with its source, can raise the flag at all. */
    public boolean checks(CheckFlag flag) {
        return switch (flag) {
            case UNDECODABLE -> true;
            case FORMAT -> format || !shop.formats().isEmpty();
            case SIZE -> size.isPresent();
            case ASPECT -> aspect.isPresent();
            case BLANK -> blank.isPresent();
            case IDENTICAL -> identical.isPresent();
            case BACKGROUND -> background.isPresent();
            case BLURRED -> blurred.isPresent();
            case SMALL -> shop.small().isPresent();
            case PROFILE -> shop.profile();
            case NOT_WHITE -> shop.notWhite().isPresent();
            case FILL -> shop.fill().isPresent();
            case OFF_CENTRE -> shop.offCentre().isPresent();
            case ALPHA -> shop.alpha() != ShopLimits.AlphaRule.OFF;
            case COLOUR_SHIFT -> shop.colourShift().isPresent();
            case CUT_OFF -> shop.cutOff().isPresent();
            case TEXT_CHANGED -> shop.textChanged().isPresent();
            case NO_AI_MARK -> shop.aiMark();
            case UNEVEN -> false;
        };
    }
}
