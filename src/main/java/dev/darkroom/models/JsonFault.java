package dev.darkroom.models;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says of a text that {@link StrictJson} refused what is wrong with it, to whoever wrote the text. */
public final class JsonFault {

    /** The library's advice to whoever programs with it. */
    private static final Pattern ADVICE = Pattern.compile("(?s)(: enable| \\(bound as).*");

    private static final Pattern OPTION =
            Pattern.compile("\\s*\\([^()]*(?:`[A-Za-z]+\\.[A-Z_]+`|[A-Z]+(?:_[A-Z]+)+)[^()]*\\)");
    private static final Pattern HINT = Pattern.compile(": enable `[^`]+` to allow|, from `[^`]+`|Source: REDACTED; ");

    private JsonFault() {}

    /** Returns what is wrong, as a clause of one line. */
    public static String message(JacksonException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "more than " + StrictJson.MAX_DEPTH + " levels in one another, or more than " + StrictJson.MAX_NAME
                    + " characters in a key, " + StrictJson.MAX_NUMBER + " in a number or " + StrictJson.MAX_TEXT
                    + " in a text, or a number beyond all limits";
        }
        String message = plain(ADVICE.matcher(broken.getOriginalMessage()).replaceFirst(""));
        return message.startsWith("Trailing token") ? "something follows the value" : message;
    }

    /** Returns the library's first line without the names of its settings, which are no user's to set. */
    private static String plain(String message) {
        String first = message.lines().findFirst().orElse("");
        return HINT.matcher(OPTION.matcher(first).replaceAll("")).replaceAll("").strip();
    }

    /** Returns where it is, by line and column from 1; empty if that is not known. */
    public static String place(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        return isKnown(at) ? "line " + at.getLineNr() + ", column " + at.getColumnNr() : "";
    }

    /** Returns the character of a line, from 1, at which it is; 0 if that is not known. */
    public static int column(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        return isKnown(at) ? at.getColumnNr() : 0;
    }

    /** Of a limit that was exceeded the library may give no place. */
    private static boolean isKnown(@Nullable TokenStreamLocation at) {
        return at != null && at.getLineNr() > 0 && at.getColumnNr() > 0;
    }
}
