package dev.darkroom.fuzz;

import dev.darkroom.io.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Tries a reader with inputs left to chance: {@code darkroom.fuzz} says with how many, {@code darkroom.first-case} which
 * is the first. Each case is its number's and comes again exactly as it was.
 */
public final class FuzzCases {

    private static final long CASES = Long.getLong("darkroom.fuzz", 1_000);
    private static final long FIRST = Long.getLong("darkroom.first-case", 1);
    private static final int SHOWN = 2_000;

    private FuzzCases() {}

    /** Tries each broken input; whatever is thrown fails its case. */
    public static void each(Mutator inputs, InputCheck check) {
        for (long number = FIRST; number < FIRST + CASES; number++) {
            byte[] input = inputs.bytes(new SplittableRandom(number));
            try {
                check.check(input);
            } catch (Exception | AssertionError | StackOverflowError failed) {
                String shown = SafeText.line(new String(input, StandardCharsets.UTF_8), SHOWN);
                throw new AssertionError(
                        "case " + number + ", again with -Ddarkroom.fuzz=1 -Ddarkroom.first-case=" + number + ": "
                                + shown,
                        failed);
            }
        }
    }

    /** Tries each broken input as text, in which bytes that are no UTF-8 are U+FFFD. */
    public static void eachText(Mutator inputs, TextCheck check) {
        each(inputs, input -> check.check(new String(input, StandardCharsets.UTF_8)));
    }

    /** Returns the chance of an input's own, for what else a case needs. */
    public static RandomGenerator chanceOf(String input) {
        return new SplittableRandom(input.hashCode());
    }

    /** Reads an input and sees that what is said of it is right. */
    @FunctionalInterface
    public interface InputCheck {
        void check(byte[] input) throws Exception;
    }

    /** The same of a text. */
    @FunctionalInterface
    public interface TextCheck {
        void check(String input) throws Exception;
    }
}
