package dev.darkroom.workspace;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the database is that several hosts share, and how to enter it. Its text tells no password.
 *
 * @param url as PostgreSQL's driver takes it, such as {@code jdbc:postgresql://host/database?user=name}
 * @param password empty if the server asks for none
 */
public record PostgresAddress(String url, String password) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("(?i)[?&][^=&]*password=|//[^/?]*:[^/?@]*@");

    /** @throws WorkspaceException if the URL is of another database, or holds a password */
    public PostgresAddress {
        if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            throw new WorkspaceException(
                    "DARKROOM_DB names no PostgreSQL database: it begins with jdbc:postgresql:, as in"
                            + " jdbc:postgresql://host/database?user=name. Leave it out for a workspace on this host");
        }
        if (SECRET.matcher(url).find()) {
            throw new WorkspaceException("DARKROOM_DB holds a password, which anybody may read who sees the environment"
                    + " of a process: take it out and set DARKROOM_DB_PASSWORD, or DARKROOM_DB_PASSWORD_FILE to a file"
                    + " that holds it");
        }
    }

    /** Returns what may be shown of it: where it is, without its settings. */
    public String shown() {
        String plain = url.substring("jdbc:".length());
        int settings = plain.indexOf('?');
        return settings < 0 ? plain : plain.substring(0, settings);
    }

    @Override
    public String toString() {
        return shown();
    }
}
