package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.picture.UnusualJpegs;
import dev.darkroom.sourcelook.MadeSources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans and runs a catalog with sources of every sort. */
@Timeout(300)
class SourceLookIT {

    private static final long HUGE = 60_000_000;

    private final Path folder;
    private final SourceStand stand;
    private final List<String> names = new ArrayList<>();

    SourceLookIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        stand = new SourceStand();
    }

    @AfterEach
    void close() throws IOException {
        stand.close();
    }

    @BeforeEach
    void catalog() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        picture("jpeg", "image/jpeg", MadeSources.jpeg(60, 40));
        picture("png", "image/png", MadeSources.picture("png", 60, 40, BufferedImage.TYPE_INT_RGB));
        picture("webp", "image/webp", MadeSources.picture("webp", 60, 40, BufferedImage.TYPE_INT_RGB));
        picture("gif", "image/gif", MadeSources.gif(60, 40, 1));
        for (int orientation = 1; orientation <= 8; orientation++) {
            picture("turned" + orientation, "image/jpeg", UnusualJpegs.withExif(MadeSources.jpeg(60, 40), orientation));
        }
        picture("square", "image/jpeg", MadeSources.jpeg(50, 50));
        picture("cmyk", "image/jpeg", UnusualJpegs.cmyk(60, 40));
        picture("gray", "image/jpeg", MadeSources.picture("jpg", 60, 40, BufferedImage.TYPE_BYTE_GRAY));
        picture("deep", "image/png", MadeSources.picture("png", 60, 40, BufferedImage.TYPE_USHORT_GRAY));
        picture("clear", "image/png", MadeSources.picture("png", 60, 40, BufferedImage.TYPE_INT_ARGB));
        picture("animated", "image/gif", MadeSources.gif(60, 40, 3));
        picture("empty", "image/jpeg", new byte[0]);
        picture("pdf", "image/jpeg", "%PDF-1.7 a catalog".getBytes(StandardCharsets.US_ASCII));
        picture("heic", "image/heic", MadeSources.heic());
        picture("broken", "image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3});
        picture("login", "text/html", html("<title>Sign in</title><input type=password>"));
        picture("page", "text/html", html("<title>Our shop</title>"));
        name("huge");
        stand.huge("huge", MadeSources.jpeg(60, 40), HUGE);
        name("forbidden");
        stand.status("forbidden", 403);
        name("missing");
        name("wrecked");
        stand.status("wrecked", 500);
        name("slow");
        stand.page("slow", exchange -> {
            sleep();
            byte[] bytes = MadeSources.jpeg(60, 40);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        name("inside");
        stand.redirect("inside", stand.url("/catalog/jpeg"));
        name("outside");
        stand.redirect("outside", "https://10.0.0.1/a.jpg");
        manifest();
        job("reject: [not-a-picture, web-page, login-page, missing, unreachable, unreadable]");
    }

    private static void sleep() {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void picture(String name, String type, byte[] bytes) {
        name(name);
        stand.bytes(name, type, bytes);
    }

    private void name(String name) {
        names.add(name);
    }

    private void manifest() throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        names.forEach(name -> lines.add(name + ",show " + name + ",https://catalog.darkroom.example/" + name));
        Files.write(folder.resolve("rows.csv"), lines);
    }

    private void job(String sources) throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                submit: { rate: 500/s, max-in-flight: 16 }
                sources: { look: always, %s }
                report: { sources: none }
                output: out/{{run}}
                """.formatted(stand.base(), sources));
    }

    private static byte[] html(String head) {
        return ("<!doctype html><html><head>" + head + "</head></html>").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void a_plan_tells_what_it_saw_and_a_second_one_asks_nothing() throws IOException {
        JsonNode plan = plan();

        assertThat(plan.path("addresses").asInt()).isEqualTo(names.size());
        assertThat(plan.path("known").asInt()).isEqualTo(names.size());
        assertThat(map(plan.path("faults")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "unreachable", 2L,
                        "forbidden", 1L,
                        "missing", 1L,
                        "login-page", 1L,
                        "web-page", 1L,
                        "not-a-picture", 2L,
                        "other-format", 1L,
                        "unreadable", 1L,
                        "too-large", 1L));
        assertThat(map(plan.path("traits")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "turned",
                        4L,
                        "cmyk",
                        1L,
                        "gray",
                        2L,
                        "more than 8 bit",
                        1L,
                        "transparent",
                        1L,
                        "animated",
                        1L));
        assertThat(plan.path("rejected_rows").asInt()).isEqualTo(8);
        // One that answered with 500 is asked once more, and one is at the end of a redirect.
        assertThat(plan.path("requests").asInt()).isEqualTo(names.size() + 1);
        assertThat(stand.asked()).isEqualTo(names.size() + 2);
        assertThat(stand.sent()).isLessThan(HUGE / 4);
        assertThat(plan.path("bytes").asLong()).isLessThan(200_000);

        JsonNode again = plan();

        assertThat(again.path("requests").asInt()).isZero();
        assertThat(again.path("faults")).isEqualTo(plan.path("faults"));
        assertThat(stand.asked()).isEqualTo(names.size() + 2);
    }

    @Test
    void a_run_rejects_what_the_job_names_and_buys_the_rest() throws IOException, InterruptedException {
        CliRun run = CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), "run", "job.yaml");
        int asked = stand.asked();

        assertThat(run.code()).as(run.err()).isEqualTo(5);
        Map<String, JsonNode> results = results();
        assertThat(results.values().stream()
                        .filter(row -> row.path("status").asString().equals("rejected"))
                        .map(row -> row.path("id").asString()))
                .containsExactlyInAnyOrder("empty", "pdf", "broken", "login", "page", "missing", "wrecked", "outside");
        assertThat(row(results, "login").path("reason").asString())
                .isEqualTo("URL_NOT_A_PICTURE: image_urls[0] gives a page that asks for a login, not the picture");
        assertThat(row(results, "login").path("line").asInt()).isPositive();
        assertThat(stand.bought()).hasSize(names.size() - 8);
        assertThat(run.err() + run.out()).doesNotContain("Exception");
        assertThat(Files.readString(folder.resolve("out/" + runOf() + "/run.log")))
                .contains("image_urls[0] gives a picture of the type HEIC")
                .contains("cannot be fetched: the source's host answered with HTTP 403");

        CliRun again = CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), "run", "job.yaml", "--new");

        assertThat(again.code()).isEqualTo(5);
        assertThat(stand.bought()).hasSize(names.size() - 8);
        assertThat(stand.asked()).isLessThan(asked * 3);
    }

    @Test
    void a_size_like_the_source_is_the_sources_as_it_is_seen() throws IOException, InterruptedException {
        names.removeIf(name -> !name.startsWith("turned") && !name.equals("square") && !name.equals("broken"));
        manifest();
        job("reject: [proportion, unreadable], max-proportion-error: 20%");
        Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(folder.resolve("job.yaml")).replace("look: always", "look: auto")
                        + "input: { image_size: like-source }\n");
        CliRun run = CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), "run", "job.yaml");

        assertThat(run.code()).as(run.err()).isEqualTo(5);
        Map<String, String> sizes = new TreeMap<>();
        for (JsonNode input : stand.bought()) {
            sizes.put(input.path("prompt").asString(), input.path("image_size").asString());
        }
        assertThat(sizes)
                .containsEntry("show turned1", "landscape_4_3")
                .containsEntry("show turned4", "landscape_4_3")
                .containsEntry("show turned5", "portrait_4_3")
                .containsEntry("show turned8", "portrait_4_3")
                .containsEntry("show square", "square_hd")
                .hasSize(9);
        Map<String, JsonNode> results = results();
        assertThat(row(results, "broken").path("status").asString()).isEqualTo("rejected");

        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        Files.delete(folder.resolve(".darkroom/looked.jsonl.gz"));
        stand.status("turned5", 404);
        CliRun rebuilt = CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), "resume", "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(5);
        assertThat(stand.bought()).hasSize(9);
        results()
                .forEach((id, row) -> assertThat(row.path("input_key"))
                        .as(id)
                        .isEqualTo(row(results, id).path("input_key")));
    }

    private JsonNode plan() {
        CliRun plan = CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), "plan", "job.yaml", "--json");
        assertThat(plan.code()).as(plan.err()).isZero();
        return plan.json().path("sources");
    }

    private static Map<String, Long> map(JsonNode counts) {
        Map<String, Long> map = new TreeMap<>();
        counts.forEachEntry((name, count) -> map.put(name, count.asLong()));
        return map;
    }

    private static JsonNode row(Map<String, JsonNode> results, String id) {
        return Objects.requireNonNull(results.get(id), id);
    }

    private String runOf() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.map(run -> run.getFileName().toString())
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Map<String, JsonNode> results() throws IOException {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("out/" + runOf() + "/results.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            rows.put(row.path("id").asString(), row);
        }
        return rows;
    }
}
