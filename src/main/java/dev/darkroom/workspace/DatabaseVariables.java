package dev.darkroom.workspace;

import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the environment where the database is that several hosts share. */
public final class DatabaseVariables {

    public static final String DATABASE = "DARKROOM_DB";
    static final String PASSWORD = "DARKROOM_DB_PASSWORD";
    static final String PASSWORD_FILE = "DARKROOM_DB_PASSWORD_FILE";

    private static final int MAX_PASSWORD_BYTES = 4_096;

    private DatabaseVariables() {}

    /**
     * Finds it.
     *
     * @param workingDirectory what a relative path of the password's file is relative to
     * @return empty for a workspace on this host alone
     * @throws WorkspaceException if it is another database, or its password cannot be had
     */
    public static Optional<PostgresAddress> find(Map<String, String> environment, Path workingDirectory) {
        String url = environment.getOrDefault(DATABASE, "").strip();
        return url.isEmpty() ? Optional.empty() : Optional.of(named(url, DATABASE, environment, workingDirectory));
    }

    /**
     * Returns the database that something else names, with the password of the environment.
     *
     * @param source what names it, for messages
     * @throws WorkspaceException if it is another database, or its password cannot be had
     */
    public static PostgresAddress named(
            String url, String source, Map<String, String> environment, Path workingDirectory) {
        return new PostgresAddress(url.strip(), password(environment, workingDirectory), source);
    }

    private static String password(Map<String, String> environment, Path workingDirectory) {
        String password = environment.getOrDefault(PASSWORD, "");
        String file = environment.getOrDefault(PASSWORD_FILE, "");
        if (!password.isEmpty() && !file.isBlank()) {
            throw new WorkspaceException(PASSWORD + " and " + PASSWORD_FILE
                    + " are both set, and the database takes one password: take one of them away");
        }
        return file.isBlank() ? password : read(workingDirectory.resolve(file.strip()));
    }

    private static String read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_PASSWORD_BYTES + 1);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + FailureText.of(e));
        }
        if (bytes.length > MAX_PASSWORD_BYTES) {
            throw unusable(file, "is longer than a password is");
        }
        String password = withoutLineEnd(text(bytes));
        if (password == null) {
            throw unusable(file, "is not text in UTF-8");
        }
        if (password.isEmpty()) {
            throw unusable(file, "is empty");
        }
        if (password.indexOf('\n') >= 0) {
            throw unusable(file, "has more than one line");
        }
        return password;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String withoutLineEnd(@Nullable String text) {
        return text == null ? null : text.replaceFirst("\r?\n$", "");
    }

    private static WorkspaceException unusable(Path file, String why) {
        return new WorkspaceException("the file " + file + " of the database's password " + why + ". It is named by "
                + PASSWORD_FILE + " and holds the password and nothing else");
    }
}
