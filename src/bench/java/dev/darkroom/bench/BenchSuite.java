package dev.darkroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the whole suite, and leaves {@code results.json} in its folder and a table on the console. */
public final class BenchSuite {

    private static final String FAILED = "failed";

    private BenchSuite() {}

    /** Measures what the system properties {@code darkroom.bench.*} say. */
    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.ofProcess();
        EmptyFolder.make(settings.folder());
        Path picture = NoisePictures.write(settings.folder().resolve("output.jpg"), 81);
        ObjectNode results = JsonMapper.shared().createObjectNode();
        results.put("measured_at", Instant.now().toString());
        results.set("machine", Machine.describe());
        part(results, "paced", () -> new PacedRun(settings, picture).measure());
        part(results, "flood", () -> new FloodRuns(settings, picture).measure());
        Path large = NoisePictures.write(settings.folder().resolve("large.jpg"), 1_024);
        part(results, "flood_1024", () -> new FloodRuns(settings, large).measureLarge(settings.floodRows() / 10));
        part(results, "starts", () -> new ProgramStarts(settings, picture).measure());
        if (settings.seconds() > 0) {
            part(results, "parts", () -> new PartBenchmarks(settings).measure());
        }
        Path file = settings.folder().resolve("results.json");
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
        System.out.print(ResultTable.of(results));
        System.out.println("All of it is in " + file);
        if (results.valueStream().anyMatch(part -> part.has(FAILED))) {
            System.exit(1);
        }
    }

    /**
     * Measures one part and notes how loaded the machine was before and after it: what else ran then is in the figures. A
     * part that fails costs no other its figures.
     */
    private static void part(ObjectNode results, String name, Measurement measurement) throws Exception {
        double before = Machine.load();
        System.out.println("Measuring " + name + "; load average " + before);
        ObjectNode figures;
        try {
            figures = measurement.measure();
        } catch (IOException e) {
            figures = JsonMapper.shared().createObjectNode().put(FAILED, e.getMessage());
        }
        figures.put("load_before", before).put("load_after", Machine.load());
        results.set(name, figures);
    }

    /** Measures one part of the suite. */
    private interface Measurement {
        ObjectNode measure() throws Exception;
    }
}
