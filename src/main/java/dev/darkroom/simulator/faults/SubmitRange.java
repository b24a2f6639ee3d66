package dev.darkroom.simulator.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Submits by their number, from 1, both ends included. */
record SubmitRange(long first, long last) {

    static final SubmitRange ALL = new SubmitRange(0, Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(?:(-)(\\d{1,15})?)?");

    /** Reads {@code 500}, {@code 500-520} or {@code 500-}. */
    static SubmitRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is neither a number nor a range of submits, such as 500-520 or 500-");
        }
        long first = RuleTexts.count(matcher.group(1));
        if (matcher.group(2) == null) {
            return new SubmitRange(first, first);
        }
        long last = matcher.group(3) == null ? Long.MAX_VALUE : RuleTexts.count(matcher.group(3));
        if (last < first) {
            throw new IllegalArgumentException("ends before it starts");
        }
        return new SubmitRange(first, last);
    }

    boolean has(long number) {
        return first <= number && number <= last;
    }

    @Override
    public String toString() {
        if (first == last) {
            return String.valueOf(first);
        }
        return first + "-" + (last == Long.MAX_VALUE ? "" : String.valueOf(last));
    }
}
