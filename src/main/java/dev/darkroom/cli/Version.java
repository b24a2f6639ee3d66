package dev.darkroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
public final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    /** The version alone, such as {@code 1.2.0}. */
    public static String current() throws IOException {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(resource, "version.properties is not among the resources"));
            return properties.getProperty("version");
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"darkroom " + current() + " (Java " + Runtime.version() + ")"};
    }
}
