package dev.darkroom.jobfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A type of value, with its reader.
 *
 * @param message what is allowed, to stand after "Give "
 * @param reading throws {@link BadValue} for anything else
 */
record ValueType<T>(String message, Function<YamlValue, T> reading) {

    /**
     * Makes a type of single values.
     *
     * @param parse throws an {@link IllegalArgumentException} whose message stands after the value
     */
    static <T> ValueType<T> of(String message, Function<String, T> parse) {
        return new ValueType<>(message, value -> parsed(value, parse));
    }

    /** Makes a type of lists of single values, none twice. */
    static <T> ValueType<List<T>> listOf(String message, Function<String, T> parse) {
        return new ValueType<>(message, value -> {
            if (!(value instanceof YamlValue.YamlItems list)) {
                throw new BadValue(value, "is " + value.keyword() + ", not a list");
            }
            List<T> all = new ArrayList<>();
            for (YamlValue item : list.items()) {
                T one = parsed(item, parse);
                if (all.contains(one)) {
                    throw new BadValue(item, "is in the list twice");
                }
                all.add(one);
            }
            return List.copyOf(all);
        });
    }

    /** Makes a type that takes a single value or a list of single values, none twice. */
    static <T, I> ValueType<T> either(
            String message, Function<String, T> single, Function<String, I> item, Function<List<I>, T> list) {
        ValueType<List<I>> items = listOf(message, item);
        return new ValueType<>(
                message,
                value -> value instanceof YamlValue.YamlItems ? list.apply(items.read(value)) : parsed(value, single));
    }

    /** Makes a type of lists of single values, none twice and not empty, of which a single one may stand alone. */
    static <T> ValueType<List<T>> listOrOne(String message, Function<String, T> parse) {
        ValueType<List<T>> list = listOf(message, parse);
        return new ValueType<>(message, value -> {
            if (value instanceof YamlValue.YamlText) {
                return List.of(parsed(value, parse));
            }
            List<T> all = list.read(value);
            if (all.isEmpty()) {
                throw new BadValue(value, "is empty");
            }
            return all;
        });
    }

    T read(YamlValue value) {
        return reading.apply(value);
    }

    private static <T> T parsed(YamlValue value, Function<String, T> parse) {
        if (!(value instanceof YamlValue.YamlText scalar)) {
            throw new BadValue(value, "is " + value.keyword());
        }
        try {
            return parse.apply(scalar.text().strip());
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            BadValue bad = new BadValue(value, wrong instanceof ArithmeticException ? "is too large" : message(wrong));
            bad.initCause(wrong);
            throw bad;
        }
    }

    private static String message(RuntimeException wrong) {
        return wrong.getMessage() == null || wrong instanceof NumberFormatException
                ? "is not understood"
                : wrong.getMessage();
    }
}
