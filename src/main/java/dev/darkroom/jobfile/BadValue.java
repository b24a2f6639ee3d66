package dev.darkroom.jobfile;

import java.util.Objects;

/** A value that its key does not take. Its message stands after the value itself: "is less than 1". */
final class BadValue extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX = 60;

    private final transient YamlValue value;
    private final String why;

    BadValue(YamlValue value, String why) {
        super(why);
        this.why = why;
        this.value = Objects.requireNonNull(value, "value is null");
    }

    ValuePlace place() {
        return value.place();
    }

    /** Returns the value as it may be shown, short and without a password in an address, and what is wrong with it. */
    String sentence() {
        if (!(value instanceof YamlValue.YamlText scalar)) {
            return why;
        }
        String shown = scalar.text().replaceAll("//[^/@]*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
        String part = shown.length() > MAX ? shown.substring(0, MAX) + "…" : shown;
        return "\"" + part + "\" " + why;
    }
}
