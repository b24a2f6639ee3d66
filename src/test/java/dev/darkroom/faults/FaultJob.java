package dev.darkroom.faults;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The job of twelve rows that each line of the table is about, of which the last alone is struck by most faults. */
final class FaultJob {

    static final String TOKEN = "a-secret-that-must-not-leak";

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    private FaultJob() {}

    /** Writes manifest and job into the folder and reads the job with the line's settings. */
    static JobSpec write(Path folder, FaultLine line, URI base) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= FaultLine.ROWS; row++) {
            rows.add("row-" + row + "," + prompt(row) + "," + source(row));
        }
        Files.write(folder.resolve("manifest.csv"), rows);
        Path file = Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: %s
                api: %s
                input: { image_size: square, output_format: png }
                submit: { rate: 50/s, max-in-flight: 16 }
                output: out/{{run}}
                """.formatted(MODEL, base));
        return JobFile.read(
                file, new JobOverrides(null, null, null, null, null, null, null, line.settings()), Map.of());
    }

    /** Returns the input that the job sends for a row. */
    static String input(int row) {
        return """
                {"prompt":"%s","image_urls":["%s"],"image_size":"square","output_format":"png"}""".formatted(prompt(row), source(row));
    }

    private static String prompt(int row) {
        return "a " + (row == FaultLine.ROWS ? FaultLine.SICK : "vase " + row);
    }

    private static String source(int row) {
        return "https://shop.example/" + row + ".jpg";
    }
}
