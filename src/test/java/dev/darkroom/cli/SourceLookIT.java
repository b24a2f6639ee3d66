package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans and runs a catalog with sources of every sort. */
@Timeout(300)
class SourceLookIT {

    private static final String[] REJECTED = {
        "not-a-picture", "web-page", "login-page", "missing", "unreachable", "unreadable"
    };

    private final Path folder;
    private final SourceStand stand;
    private final SourceCatalog catalog;

    SourceLookIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        stand = new SourceStand();
        catalog = new SourceCatalog(stand);
    }

    @AfterEach
    void close() throws IOException {
        stand.close();
    }

    @BeforeEach
    void catalog() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        catalog.write(folder.resolve("rows.csv"));
        job("reject: [" + String.join(", ", REJECTED) + "]");
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

    @Test
    void a_plan_tells_what_it_saw_of_sixty_sources_and_a_second_one_asks_nothing() throws IOException {
        JsonNode plan = plan();

        assertThat(catalog.size()).isEqualTo(60);
        assertThat(plan.path("addresses").asInt()).isEqualTo(60);
        assertThat(plan.path("known").asInt()).isEqualTo(60);
        assertThat(map(plan.path("faults"))).isEqualTo(catalog.faults());
        assertThat(map(plan.path("traits"))).isEqualTo(catalog.traits());
        assertThat(plan.path("rejected_rows").asInt())
                .isEqualTo(catalog.names(REJECTED).size());
        // One that answered with 500 is asked once more, and a JPEG whose sides stand behind a large profile for its
        // long header.
        assertThat(plan.path("requests").asInt()).isEqualTo(60 + 1 + 1);
        // One is at the end of a redirect, one in a circle of them, and one gives no parts.
        assertThat(stand.asked()).isEqualTo(60 + 1 + 1 + 1 + 5 + 1);
        assertThat(stand.sent()).isLessThan(SourceCatalog.HUGE / 2);
        assertThat(plan.path("bytes").asLong()).isLessThan(9 * (64 << 10));

        JsonNode again = plan();

        assertThat(again.path("requests").asInt()).isZero();
        assertThat(again.path("faults")).isEqualTo(plan.path("faults"));
        assertThat(again.path("traits")).isEqualTo(plan.path("traits"));
        assertThat(stand.asked()).isEqualTo(69);
    }

    @Test
    void validate_names_each_source_that_is_none_and_asks_again_for_these_alone() throws IOException {
        job("reject: []");

        CliRun found = check();

        assertThat(found.code()).as(found.err()).isEqualTo(ExitCode.USAGE);
        JsonNode document = found.json();
        int doubtful = catalog.names("unreadable", "too-large").size();
        int bad = 60 - catalog.names("").size() - doubtful;
        assertThat(document.path("unreachable_urls").asInt()).isEqualTo(bad);
        assertThat(document.path("picture_urls").asInt()).isEqualTo(60 - bad);
        assertThat(document.path("unchecked_urls").asInt()).isZero();
        assertThat(document.path("invalid").asInt()).isZero();
        assertThat(map(document.path("source_traits"))).isEqualTo(catalog.traits());
        List<String> named = document.path("problems")
                .valueStream()
                .filter(problem -> problem.path("code").asString().startsWith("URL_"))
                .map(problem -> problem.path("message").asString().replaceFirst(".*example/(\\S+) .*", "$1"))
                .toList();
        assertThat(named)
                .doesNotHaveDuplicates()
                .hasSize(bad + doubtful)
                .doesNotContainAnyElementsOf(catalog.names(""));
        assertThat(document.path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString()))
                .filteredOn("SOURCE_UNUSUAL"::equals)
                .hasSize(4);

        int asked = stand.asked();
        assertThat(plan().path("requests").asInt()).isZero();
        assertThat(check().code()).isEqualTo(ExitCode.USAGE);
        assertThat(new TreeSet<>(stand.askedNames().subList(asked, stand.asked())))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void a_run_rejects_what_the_job_names_and_buys_the_rest() throws IOException, InterruptedException {
        CliRun run = run("run", "job.yaml");
        int asked = stand.asked();
        List<String> rejected = catalog.names(REJECTED);

        assertThat(run.code()).as(run.err()).isEqualTo(5);
        Map<String, JsonNode> results = results();
        assertThat(results.values().stream()
                        .filter(row -> row.path("status").asString().equals("rejected"))
                        .map(row -> row.path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(rejected);
        assertThat(row(results, "login").path("reason").asString())
                .isEqualTo("URL_NOT_A_PICTURE: image_urls[0] gives a page that asks for a login, not the picture");
        assertThat(row(results, "login").path("line").asInt()).isPositive();
        assertThat(stand.bought()).hasSize(60 - rejected.size());
        assertThat(run.err() + run.out()).doesNotContain("Exception");
        assertThat(Files.readString(folder.resolve("out/" + runOf() + "/run.log")))
                .contains("image_urls[0] gives a picture of the type HEIC")
                .contains("cannot be fetched: the source's host answered with HTTP 403");

        CliRun again = run("run", "job.yaml", "--new");

        assertThat(again.code()).isEqualTo(5);
        assertThat(stand.bought()).hasSize(60 - rejected.size());
        assertThat(stand.asked()).isLessThan(asked * 3);
    }

    @Test
    void a_size_like_the_source_is_the_sources_as_it_is_seen() throws IOException, InterruptedException {
        catalog.keep(source -> source.name().startsWith("turned")
                || List.of("square", "broken", "profile").contains(source.name()));
        catalog.write(folder.resolve("rows.csv"));
        job("reject: [proportion, unreadable], max-proportion-error: 20%");
        Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(folder.resolve("job.yaml")).replace("look: always", "look: auto")
                        + "input: { image_size: like-source }\n");
        CliRun run = run("run", "job.yaml");

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
                .containsEntry("show turnedpng", "portrait_4_3")
                .containsEntry("show turnedwebp", "portrait_4_3")
                .containsEntry("show square", "square_hd")
                .hasSize(11);
        Map<String, JsonNode> results = results();
        assertThat(row(results, "broken").path("status").asString()).isEqualTo("rejected");
        assertThat(row(results, "profile").path("reason").asString()).startsWith("SIZE_UNKNOWN");

        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        Files.delete(folder.resolve(".darkroom/looked.jsonl.gz"));
        stand.status("turned5", 404);
        CliRun rebuilt = run("resume", "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(5);
        assertThat(stand.bought()).hasSize(11);
        results()
                .forEach((id, row) -> assertThat(row.path("input_key"))
                        .as(id)
                        .isEqualTo(row(results, id).path("input_key")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--where=id = png or id starts with 'status4'", "--sample=3", "--rows=2-4"})
    void only_the_sources_of_chosen_rows_are_asked_for(String choice) throws IOException, InterruptedException {
        CliRun plan = run("plan", "job.yaml", "--json", choice);
        List<String> planned = stand.askedNames();
        CliRun run = run("run", "job.yaml", choice);

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(run.code()).as(run.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        Map<String, JsonNode> results = results();
        assertThat(results).hasSizeBetween(3, 5);
        assertThat(plan.json().path("sources").path("addresses").asInt()).isEqualTo(results.size());
        assertThat(new TreeSet<>(planned)).isEqualTo(results.keySet());
        assertThat(new TreeSet<>(stand.askedNames())).isEqualTo(results.keySet());
    }

    private CliRun run(String... arguments) {
        return CliRun.in(folder, Map.of("RUNCOMFY_TOKEN", "a-token-of-tests"), arguments);
    }

    private CliRun check() {
        return run("validate", "job.yaml", "--check-urls", "--json");
    }

    private JsonNode plan() {
        CliRun plan = run("plan", "job.yaml", "--json");
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
