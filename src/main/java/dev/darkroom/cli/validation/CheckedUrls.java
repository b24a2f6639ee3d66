package dev.darkroom.cli.validation;

/**
 * The sum of a check of addresses, each of which is in one of the first three numbers.
 *
 * @param begun how many gave what begins as a picture
 * @param unreachable how many gave none, or none that can be used
 * @param unchecked how many could not be asked for
 * @param warnings how many warnings there were: those that could not be asked for, and large pictures
 */
public record CheckedUrls(long begun, long unreachable, long unchecked, long warnings) {

    static final CheckedUrls NONE = new CheckedUrls(0, 0, 0, 0);

    long total() {
        return begun + unreachable + unchecked;
    }
}
