package dev.darkroom.manifest.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of manifest rows, such as {@code 1-3,7,100-}; the header is not counted. Immutable. */
public final class RowNumbers {

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,9})(\\s*-\\s*([1-9][0-9]{0,9})?)?");

    private final String text;
    private final List<Range> ranges;

    private RowNumbers(String text, List<Range> ranges) {
        this.text = Objects.requireNonNull(text, "text is null");
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads numbers and ranges of them, separated by commas.
     *
     * @throws IllegalArgumentException if it is neither; the message stands after the text
     */
    public static RowNumbers parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException(
                        "has a part \"" + part.strip() + "\" that is not the number of a row");
            }
            long from = Long.parseLong(range.group(1));
            String end = range.group(3);
            long to = range.group(2) == null ? from : end == null ? Long.MAX_VALUE : Long.parseLong(end);
            if (to < from) {
                throw new IllegalArgumentException("has a range that ends before it begins: " + part.strip());
            }
            ranges.add(new Range(from, to));
        }
        return new RowNumbers(text, ranges);
    }

    /** Returns whether a row of this number, from 1, is among them. */
    public boolean has(long number) {
        return ranges.stream().anyMatch(range -> range.from <= number && number <= range.to);
    }

    /** Returns them as they were written. */
    @Override
    public String toString() {
        return text;
    }

    private record Range(long from, long to) {}
}
