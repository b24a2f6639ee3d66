package dev.darkroom.io;

import java.util.Locale;

/** Writes how many of something there are: {@code 1 row}, {@code 1,204 rows}. */
public final class CountText {

    private CountText() {}

    /** @param noun one of them, whose plural ends in s */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /**
     * @param one one of them, with the verb where that follows: {@code row is}
     * @param several the same of several: {@code rows are}
     */
    public static String of(long count, String one, String several) {
        return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? one : several);
    }
}
