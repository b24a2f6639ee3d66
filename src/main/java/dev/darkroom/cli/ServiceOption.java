package dev.darkroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The service of a recorded run, named by the user. */
final class ServiceOption {

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "The run's service, to be named where it is not RunComfy's own: the token is sent to it.")
    private @Nullable String api;

    @Nullable
    String api() {
        return api;
    }
}
