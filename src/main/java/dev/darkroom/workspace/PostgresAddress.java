package dev.darkroom.workspace;

import dev.darkroom.io.Sha256;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is that several hosts share, and how to enter it. Its text tells no password.
 *
 * @param url as PostgreSQL's driver takes it, such as {@code jdbc:postgresql://host/database?user=name}
 * @param password empty if the server asks for none
 * @param source what names it, for messages, such as {@code DARKROOM_DB}
 */
public record PostgresAddress(String url, String password, String source) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("(?i)[?&][^=&]*password=|//[^/?]*:[^/?@]*@");
    /** A character in the way in which an address may write any. */
    private static final Pattern ESCAPED = Pattern.compile("%([0-7]\\p{XDigit})");

    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&]*)");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final int HEXADECIMAL = 16;
    private static final int KEY_DIGITS = 12;

    /** @throws WorkspaceException if the URL is of another database, or holds a password */
    public PostgresAddress {
        AddressFault fault = fault(url);
        if (fault != null) {
            throw new WorkspaceException(source + " " + fault.what() + ": " + fault.remedy());
        }
    }

    /** Makes the address that the environment names. */
    public PostgresAddress(String url, String password) {
        this(url, password, DatabaseVariables.DATABASE);
    }

    /** Returns what is wrong with a URL, null if nothing is; whether there is such a database, or a file that it names, is not looked at. */
    public static @Nullable AddressFault fault(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return new AddressFault(
                    "names no PostgreSQL database",
                    "it begins with jdbc:postgresql:, as in jdbc:postgresql://host/database?user=name. Leave it out for a"
                            + " workspace on this host");
        }
        String plain = unescaped(url);
        if (SECRET.matcher(url).find() || SECRET.matcher(plain).find()) {
            return new AddressFault(
                    "holds a password, which anybody may read who sees the file or the processes",
                    "take it out and set DARKROOM_DB_PASSWORD, or DARKROOM_DB_PASSWORD_FILE to a file that holds it");
        }
        Matcher sslMode = SSL_MODE.matcher(plain);
        if (sslMode.find() && !SSL_MODES.contains(sslMode.group(1).toLowerCase(Locale.ROOT))) {
            return new AddressFault(
                    "names an sslmode that there is not",
                    "it is one of "
                            + String.join(", ", SSL_MODES.stream().sorted().toList()));
        }
        return null;
    }

    private static String unescaped(String url) {
        return ESCAPED.matcher(url)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), HEXADECIMAL))));
    }

    /** Returns what may be shown of it: where it is, without its settings. */
    public String shown() {
        String plain = url.substring("jdbc:".length());
        int settings = plain.indexOf('?');
        return settings < 0 ? plain : plain.substring(0, settings);
    }

    /** Returns a name for a folder of what belongs to this database alone: to its schema, by this user. */
    public String folderKey() {
        String place = shown().toLowerCase(Locale.ROOT) + " " + setting("currentSchema") + " " + setting("user");
        return Sha256.hex(place).substring(0, KEY_DIGITS);
    }

    private String setting(String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
        return found.find() ? Objects.requireNonNull(found.group(1), "it is part of the pattern") : "";
    }

    @Override
    public String toString() {
        return shown();
    }

    /**
     * What is wrong with an address.
     *
     * @param what as the end of a sentence that begins with what names it
     * @param remedy what to do
     */
    public record AddressFault(String what, String remedy) {}
}
