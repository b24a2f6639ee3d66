package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the packaged program with SIGKILL at random instants and goes on with the same line until it is finished. How
 * often is the system property {@code darkroom.kills}.
 */
class KillJarTest {

    private static final int ROWS = 120;
    private static final int KILLS = Integer.getInteger("darkroom.kills", 5);
    private static final long SEED = Long.getLong("darkroom.kill-seed", 20261121);
    private static final int SHORTEST_MILLIS = 1_000;
    private static final int LONGEST_MILLIS = 9_000;

    @TempDir
    Path folder;

    @Test
    void nothing_is_bought_twice_and_nothing_paid_for_is_lost() throws Exception {
        Jar jar = new Jar(folder);
        Random random = new Random(SEED);
        try (Jar.Simulation simulator =
                jar.simulator("--capacity", "16", "--service-time", "300ms", "--storage", "service")) {
            int kills = 0;
            for (int round = 0; kills < KILLS; round++) {
                write("round" + round, simulator.base());
                boolean alive = true;
                while (alive && kills < KILLS) {
                    Process process = jar.start("run", "job.yaml");
                    alive = !process.waitFor(
                            SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS), TimeUnit.MILLISECONDS);
                    if (alive) {
                        process.destroyForcibly().waitFor();
                        kills++;
                    }
                }
                assertThat(jar.run("run", "job.yaml")).isIn(0, 5);
                check(folder.resolve("out/job-round" + round), "round" + round, requests(simulator));
            }
        }
    }

    private void write(String round, String base) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,prompt,image_urls"));
        IntStream.rangeClosed(1, ROWS)
                .forEach(row -> rows.add(
                        "%s-%d,%s edit %d,https://shop.example/%d.jpg".formatted(round, row, round, row, row)));
        Files.write(folder.resolve("manifest.csv"), rows);
        Files.writeString(folder.resolve("job.yaml"), """
                name: job-%s
                manifest: manifest.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { image_size: square, output_format: jpeg }
                submit: { rate: 40/s, max-in-flight: 16 }
                output: out/job-%s
                """.formatted(round, base, round));
    }

    private static JsonNode requests(Jar.Simulation simulator) throws IOException, InterruptedException {
        URI uri = URI.create(simulator.base()).resolve("/simulator/requests");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body);
    }

    private static void check(Path output, String round, JsonNode service) throws IOException {
        Map<String, Integer> accepted = new HashMap<>();
        for (JsonNode request : service.path("requests")) {
            String prompt = request.path("input").path("prompt").asString();
            if (prompt.startsWith(round + " ")) {
                accepted.merge(prompt, 1, Integer::sum);
            }
        }
        assertThat(accepted.values()).as("purchases of one input").allMatch(times -> times == 1);
        List<JsonNode> rows = Files.readAllLines(output.resolve("results.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(rows)
                .extracting(row -> row.path("id").asString())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS)
                        .mapToObj(row -> round + "-" + row)
                        .toList());
        long withId =
                rows.stream().filter(row -> !row.path("request_id").isNull()).count();
        long unknown = rows.stream()
                .filter(row -> row.path("status").asString().equals("unknown"))
                .count();
        assertThat((long) accepted.size()).isBetween(withId, withId + unknown);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.path("status").asString()).isIn("succeeded", "unknown"));
        for (JsonNode row : rows) {
            for (int n = 0; n < row.path("files").size(); n++) {
                Path file = output.resolve(row.path("files").get(n).asString());
                assertThat(hash(file)).isEqualTo(row.path("sha256").get(n).asString());
            }
        }
        try (var files = Files.list(output.resolve("images"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
