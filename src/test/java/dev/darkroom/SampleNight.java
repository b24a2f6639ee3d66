package dev.darkroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a small job at the simulator, {@code job.yaml}, and its manifest, {@code rows.csv}. */
public final class SampleNight {

    private SampleNight() {}

    /**
     * @param more the job's other keys, at least its output
     * @param rows the manifest with its header
     */
    public static void write(Path folder, String more, String rows) throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                simulator: { service-time: 0s }
                """ + more);
        Files.writeString(folder.resolve("rows.csv"), rows);
    }
}
