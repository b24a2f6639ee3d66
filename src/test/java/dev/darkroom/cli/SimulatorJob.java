package dev.darkroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a job that runs in no time at the built-in simulator, in a folder with a workspace of its own. */
final class SimulatorJob {

    private SimulatorJob() {}

    /**
     * Writes {@code job.yaml}, for a manifest {@code rows.csv} and runs in {@code out}.
     *
     * @param keys more of it, a line each
     */
    static void write(Path folder, String name, String... keys) throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        Files.writeString(folder.resolve("job.yaml"), """
                name: %s
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                output: out/{{run}}
                %s
                """.formatted(name, String.join("\n", keys)));
    }
}
