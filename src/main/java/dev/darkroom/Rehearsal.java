package dev.darkroom;

import dev.darkroom.job.StopSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through the commands once, against the built-in simulator, so that a class archive made of this process holds the
 * classes that they need. The launcher starts it, in a folder that it throws away.
 */
public final class Rehearsal {

    private static final String MANIFEST = """
            sku,title,image_url
            CUP-1,Espresso cup,https://catalog.darkroom.example/mug-102.jpg
            CUP-2,Reading lamp,https://catalog.darkroom.example/lmp-201.jpg
            """;

    private static final String JOB = """
            manifest: rows.csv
            model: blackforestlabs/flux-2/flash/edit
            api: simulator
            columns: { id: sku }
            input:
              prompt: "{{title}} on white"
              image_urls: ["{{image_url}}"]
              image_size: square
            simulator: { service-time: 100ms }
            output: "results/{{run}}"
            """;

    /** Each start of the program that is worth one; the second run is that of a job with nothing left to do. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("models"),
            List.of("validate", "job.yaml"),
            List.of("plan", "job.yaml"),
            List.of("run", "job.yaml"),
            List.of("run", "job.yaml"),
            List.of("status"),
            List.of("runs"),
            List.of("report"));

    private Rehearsal() {}

    /**
     * Works in the working directory.
     *
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        JvmProperties.prepare();
        StopSwitch stop = new StopSwitch();
        StopSignals.install(stop);
        Files.writeString(Path.of("rows.csv"), MANIFEST);
        Files.writeString(Path.of("job.yaml"), JOB);
        int worst = 0;
        for (List<String> command : COMMANDS) {
            worst = Math.max(worst, Darkroom.run(stop, command.toArray(String[]::new)));
        }
        System.exit(worst);
    }
}
