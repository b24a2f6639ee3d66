package dev.darkroom.results;

import java.io.File;
import java.util.regex.Pattern;

/**
 * A word of a command line, quoted so that a shell takes it as it is.
 *
 * <p>On Windows that is for both of its shells, which agree on little: in double quotes {@code cmd} still reads {@code
 * %NAME%}, and PowerShell a dollar, a backtick and some curly quotes; a double quote ends the word in either, and a
 * comma or a leading {@code @} means something to PowerShell where there are no quotes. What no quotes keep whole is
 * shown as {@code ?}, which is no character of a file's name there: the command then finds nothing, and does nothing
 * else.
 */
public final class ShellWord {

    /** An equals sign at the beginning is a program's name to zsh. */
    private static final Pattern PLAIN = Pattern.compile("(?!=)[\\w@%+=:,./-]+");

    private static final Pattern PLAIN_ON_WINDOWS = Pattern.compile("[\\w+:./\\\\-]+");
    private static final Pattern NOT_WHOLE_ON_WINDOWS =
            Pattern.compile("[\"$`\\p{Cntrl}\u2018-\u201e\u2028\u2029]|%(?=.*%)|(?<=%.{0,4096})%");
    private static final Pattern LAST_BACKSLASHES = Pattern.compile("(\\\\+)$");

    private ShellWord() {}

    /** For the shells of this system. */
    public static String of(String word) {
        return of(word, File.separatorChar == '\\');
    }

    /**
     * For the shells of a system.
     *
     * @param windows whether it is Windows
     */
    public static String of(String word, boolean windows) {
        if ((windows ? PLAIN_ON_WINDOWS : PLAIN).matcher(word).matches()) {
            return word;
        }
        return windows ? '"' + inDoubleQuotes(word) + '"' : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Escapes a word for double quotes: a program takes a backslash before the closing quote for the quote's own,
     * unless it is doubled.
     */
    private static String inDoubleQuotes(String word) {
        String whole = NOT_WHOLE_ON_WINDOWS.matcher(word).replaceAll("?");
        return LAST_BACKSLASHES.matcher(whole).replaceAll("$1$1");
    }

    /** A setting of the environment for the command after it; on Windows {@code cmd} alone has one. */
    public static String setting(String name, String value, boolean windows) {
        return windows
                ? "set \"" + name + "=" + NOT_WHOLE_ON_WINDOWS.matcher(value).replaceAll("?") + "\" && "
                : name + "=" + of(value, false) + " ";
    }
}
