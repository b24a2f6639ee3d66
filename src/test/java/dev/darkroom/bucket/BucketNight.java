package dev.darkroom.bucket;

import dev.darkroom.ProgramProcess;
import dev.darkroom.cli.CliRun;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job whose outputs go to a bucket, the service that it buys at, and the store that the bucket is in. */
final class BucketNight implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final BucketServer server;
    private final SdkSettings settings;
    private final ServiceSimulator service;
    private final Map<String, String> prompts = new LinkedHashMap<>();

    BucketNight(Path folder) throws IOException {
        this.folder = folder;
        this.server = new BucketServer("shots");
        this.settings = SdkSettings.of(server);
        this.service = ServiceSimulator.start(
                new SimulatorSettings(100, Duration.ofMillis(20), 1, FaultRules.none()),
                null,
                0,
                InstantSource.system());
    }

    BucketServer server() {
        return server;
    }

    Path home() {
        return folder.resolve("home");
    }

    /**
     * Writes job and manifest.
     *
     * @param keys more of the job, a line each
     */
    BucketNight write(int rows, String output, String... keys) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        prompts.clear();
        for (int row = 1; row <= rows; row++) {
            prompts.put("row-" + row, "edit " + row);
            lines.add("row-" + row + ",edit " + row + ",https://shop.example/" + row + ".jpg");
        }
        Files.write(folder.resolve("rows.csv"), lines);
        Files.writeString(
                folder.resolve("job.yaml"),
                String.join(
                        "\n",
                        "name: night",
                        "manifest: rows.csv",
                        "model: blackforestlabs/flux-2/flash/edit",
                        "api: " + service.base(),
                        "input: { image_size: square, output_format: jpeg }",
                        "submit: { rate: 500/s, max-in-flight: 16 }",
                        "output: " + output,
                        "report: { sources: none }",
                        String.join("\n", keys),
                        ""));
        return this;
    }

    /** Runs a command to its end, in this process. */
    CliRun run(String... arguments) {
        return CliRun.in(
                folder,
                Map.of("DARKROOM_HOME", home().toString(), "RUNCOMFY_TOKEN", "tok_known_value_5f2c91"),
                arguments);
    }

    /** Starts a command in a process of its own; what it says is in {@code said.txt}. */
    Process start(String... arguments) throws IOException {
        Map<String, String> environment = new HashMap<>(server.environment());
        environment.put("DARKROOM_HOME", home().toString());
        environment.put("RUNCOMFY_TOKEN", "tok_known_value_5f2c91");
        return ProgramProcess.start(folder, environment, folder.resolve("said.txt"), arguments);
    }

    /** Waits until the store gets a call that matches while a process lives. */
    void awaitCall(String call, Process process) throws InterruptedException {
        while (process.isAlive() && server.calls().stream().noneMatch(each -> each.matches(call))) {
            Thread.sleep(20);
        }
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    /** Returns all requests that the service has accepted. */
    JsonNode accepted() throws IOException, InterruptedException {
        URI uri = service.base().resolve("/simulator/requests");
        String body = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body).path("requests");
    }

    /** The prompts by the rows' ids. */
    Map<String, String> prompts() {
        return prompts;
    }

    /** Compares what was bought, what the results in the bucket tell, and the pictures there. */
    PurchaseAudit audit(String prefix) throws IOException, InterruptedException {
        return new PurchaseAudit(prompts, accepted(), fetched(prefix));
    }

    /** Fetches all objects below a prefix into a folder. */
    private Path fetched(String prefix) throws IOException {
        Path copy = Files.createTempDirectory(folder, "fetched");
        for (Map.Entry<String, BucketServer.StoredContent> object :
                server.objects("shots").entrySet()) {
            if (object.getKey().startsWith(prefix + "/") && !object.getKey().endsWith("/.darkroom-run")) {
                Path file = copy.resolve(object.getKey().substring(prefix.length() + 1));
                Files.createDirectories(file.getParent());
                Files.write(file, object.getValue().content());
            }
        }
        return copy;
    }

    /** The names of the pictures below a prefix. */
    List<String> pictures(String prefix) {
        return server.objects("shots").keySet().stream()
                .filter(key -> key.startsWith(prefix + "/images/"))
                .map(key -> key.substring(prefix.length() + "/images/".length()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        settings.close();
        service.close();
        server.close();
    }
}
