package dev.darkroom.job;

import java.util.Objects;

/** The program's own version. */
final class Version {

    private static final String UNPACKED = "development";

    private Version() {}

    /** As the jar's manifest has it, or a word that says there is no jar. */
    static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), UNPACKED);
    }
}
