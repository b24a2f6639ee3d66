package dev.darkroom.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The program's own version. */
public final class ProgramVersion {

    private static final String RESOURCE = "version.properties";

    private ProgramVersion() {}

    /** The version this was built as, such as {@code 1.2.0}. */
    public static String current() {
        try (InputStream resource = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(resource, "version.properties is not among the resources"));
            return Objects.requireNonNull(properties.getProperty("version"), "version.properties has no version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
