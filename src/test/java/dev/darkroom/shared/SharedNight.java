package dev.darkroom.shared;

import dev.darkroom.crash.PurchaseAudit;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job that several hosts see, and the service that they buy at. */
final class SharedNight implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final ServiceSimulator service;
    private final Map<String, String> prompts = new LinkedHashMap<>();

    SharedNight(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.service = ServiceSimulator.start(
                new SimulatorSettings(100, Duration.ofMillis(50), 1, FaultRules.none()),
                null,
                0,
                InstantSource.system());
    }

    /**
     * Writes job and manifest.
     *
     * @param rate how fast it buys, such as {@code 40/s}
     * @param keys more of the job, a line each
     */
    SharedNight write(int rows, String rate, String... keys) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= rows; row++) {
            prompts.put("row-" + row, "edit " + row);
            lines.add("row-" + row + ",edit " + row + ",https://shop.example/" + row + ".jpg");
        }
        Files.write(folder.resolve("rows.csv"), lines);
        Files.writeString(job(), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { image_size: square, output_format: jpeg }
                submit: { rate: %s, max-in-flight: 16 }
                output: out/{{run}}
                report: { sources: none }
                %s
                """.replaceFirst("%s", service.base().toString())
                .replaceFirst("%s", rate)
                .replaceFirst("%s", String.join("\n", keys)));
        return this;
    }

    /**
     * Gives the rows of the manifest another column and sources that the service has.
     *
     * @param value of each row whose number can be divided by {@code every}
     */
    void useSamples(String column, String value, int every) throws IOException {
        Path manifest = folder.resolve("rows.csv");
        List<String> rows = Files.readAllLines(manifest);
        List<String> lines = new ArrayList<>(List.of(rows.get(0) + "," + column));
        for (int row = 1; row < rows.size(); row++) {
            lines.add(rows.get(row)
                            .replaceFirst("https:.*", "https://catalog.darkroom.example/mug-" + (100 + row) + ".jpg")
                    + ","
                    + (row % every == 0 ? value : ""));
        }
        Files.write(manifest, lines);
    }

    Path job() {
        return folder.resolve("job.yaml");
    }

    Path output(String run) {
        return folder.resolve("out").resolve(run);
    }

    /** Returns all requests that the service has accepted. */
    JsonNode accepted() {
        URI uri = service.base().resolve("/simulator/requests");
        try {
            String body = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return JsonMapper.shared().readTree(body).path("requests");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    PurchaseAudit audit(String run) throws IOException {
        return new PurchaseAudit(prompts, accepted(), output(run));
    }

    /** Waits until the service has accepted so many requests while a process lives. */
    void awaitAccepted(int requests, Process process) throws InterruptedException {
        await(() -> accepted().size() >= requests || !process.isAlive());
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing happens");
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
