package dev.darkroom.results;

import java.io.File;
import java.util.regex.Pattern;

/** A word of a command line, quoted so that a shell takes it as it stands. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final Pattern PLAIN_ON_WINDOWS = Pattern.compile("[\\w@+=:,./\\\\-]+");

    private ShellWord() {}

    /** For the shells of this system. */
    public static String of(String word) {
        return of(word, File.separatorChar == '\\');
    }

    static String of(String word, boolean windows) {
        if ((windows ? PLAIN_ON_WINDOWS : PLAIN).matcher(word).matches()) {
            return word;
        }
        return windows ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
    }
}
