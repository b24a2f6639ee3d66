package dev.darkroom.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The sizes of what is measured.
 *
 * @param target the build's folder, absolute
 * @param pacedRows the rows of the run at the account's rate
 * @param floodRows the rows of the runs without one
 * @param starts how often each start is measured
 * @param seconds how long each part is measured by itself; 0 leaves the parts out
 */
record BenchSettings(Path target, int pacedRows, int floodRows, int starts, int seconds) {

    /** Reads them from the system properties {@code darkroom.bench.*}. */
    static BenchSettings ofProcess() {
        return new BenchSettings(
                Path.of(System.getProperty("darkroom.bench.target", "target"))
                        .toAbsolutePath()
                        .normalize(),
                Integer.getInteger("darkroom.bench.paced", 2_000),
                Integer.getInteger("darkroom.bench.flood", 20_000),
                Integer.getInteger("darkroom.bench.starts", 3),
                Integer.getInteger("darkroom.bench.seconds", 5));
    }

    /** Returns the folder of all that the suite writes. */
    Path folder() {
        return target.resolve("bench");
    }

    Path jar() {
        return target.resolve("darkroom.jar");
    }

    /** Returns the distribution's launcher, if the build has made one. */
    Optional<Path> launcher() {
        return Optional.of(target.resolve("darkroom").resolve("bin").resolve("darkroom"))
                .filter(file -> file.toFile().canExecute());
    }
}
