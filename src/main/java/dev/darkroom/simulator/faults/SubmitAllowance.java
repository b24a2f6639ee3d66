package dev.darkroom.simulator.faults;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An allowance of so many accepted submits in any stretch of this length. */
record SubmitAllowance(int count, String unit) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(s|min|m|h)");

    /** Reads {@code 30/s}, {@code 120/min} or {@code 3000/h}. */
    static SubmitAllowance parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a rate of a whole number, such as 30/s");
        }
        return new SubmitAllowance((int) RuleTexts.count(matcher.group(1)), matcher.group(2));
    }

    Duration stretch() {
        return RuleTexts.unit(unit);
    }

    @Override
    public String toString() {
        return count + "/" + unit;
    }
}
