package dev.darkroom.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the mail server's password in the environment, or in a file that the environment names; never in a job file. */
final class MailPassword {

    static final String VARIABLE = "DARKROOM_SMTP_PASSWORD";
    static final String FILE_VARIABLE = "DARKROOM_SMTP_PASSWORD_FILE";

    private final Function<String, @Nullable String> environment;

    /** @param environment the value of a variable, null if it is not set */
    MailPassword(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws MissingPasswordException if there is none */
    String read() {
        String given = environment.apply(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        String file = environment.apply(FILE_VARIABLE);
        if (file == null || file.isBlank()) {
            throw new MissingPasswordException(
                    "no password. Set " + VARIABLE + ", or " + FILE_VARIABLE + " to a file of it");
        }
        try {
            String text = Files.readString(Path.of(file)).strip();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException | InvalidPathException e) {
            throw new MissingPasswordException("the file that " + FILE_VARIABLE + " names cannot be read");
        }
    }

    /** The lack of a password. */
    static final class MissingPasswordException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MissingPasswordException(String message) {
            super(message);
        }
    }
}
