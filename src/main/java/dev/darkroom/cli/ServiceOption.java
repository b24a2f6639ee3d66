package dev.darkroom.cli;

import dev.darkroom.api.RunComfyProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The service of a recorded run, named by the user. */
final class ServiceOption {

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "The run's service, to be named where it is not " + RunComfyProfile.VENDOR
                    + "'s own: the token is sent to it.")
    private @Nullable String api;

    @Nullable
    String api() {
        return api;
    }
}
