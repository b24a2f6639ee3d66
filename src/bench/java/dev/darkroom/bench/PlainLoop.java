package dev.darkroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the calls of a run and keeps none of its promises: no ledger, no resume, no checks, nothing durable. It is the limit
 * of what the JDK's client does on this machine.
 */
final class PlainLoop {

    private static final int THREADS = 64;
    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";

    /** A little more than the service takes, then the time between two questions. */
    private static final long FIRST_WAIT_MILLIS = 25;

    private static final long WAIT_MILLIS = 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path output;
    private final String base;

    private PlainLoop(Path output, String base) {
        this.output = output;
        this.base = base;
    }

    /** Takes the manifest, the folder for the pictures and the service's base address. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        List<String> rows = Files.readAllLines(Path.of(arguments[0]));
        PlainLoop loop = new PlainLoop(Files.createDirectories(Path.of(arguments[1])), arguments[2]);
        ExecutorService hands = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Path>> all = new ArrayList<>();
            for (String row : rows) {
                all.add(hands.submit(() -> loop.picture(row)));
            }
            for (Future<Path> each : all) {
                each.get();
            }
        } finally {
            hands.shutdownNow();
        }
    }

    private Path picture(String row) throws IOException, InterruptedException {
        ObjectNode input = JsonMapper.shared().readTree(row).asObject();
        String id = input.remove("id").asString();
        JsonNode accepted = json(call(base + "/models/" + MODEL)
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(input))));
        Thread.sleep(FIRST_WAIT_MILLIS);
        JsonNode result = json(call(accepted.path("result_url").asString()));
        while (!result.path("status").asString("").equals("succeeded")) {
            Thread.sleep(WAIT_MILLIS);
            result = json(call(accepted.path("result_url").asString()));
        }
        JsonNode output = result.path("output");
        String address =
                output.path("image").asString(output.path("images").path(0).asString(""));
        byte[] picture = http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray())
                .body();
        return Files.write(this.output.resolve(id + ".jpg"), picture);
    }

    private static HttpRequest.Builder call(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer simulator")
                .header("Content-Type", "application/json");
    }

    private JsonNode json(HttpRequest.Builder call) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(http.send(call.build(), BodyHandlers.ofByteArray()).body());
    }
}
