package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.maintenance.LedgerRebuild;
import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workspace as the version before left it, of the layout before: a run that is finished, with rows in every state that
 * lasts, and one that was killed when two of its rows were downloaded, one was accepted, one was on the wire, one was in
 * doubt, two were taken over from the first run and two were not sent yet. No name that is stored may have changed since.
 */
class EarlierVersionIT {

    private static final Pattern ZEROS_AT_THE_END = Pattern.compile("(?<=\\d)(?:\\.|(\\.\\d*?[1-9]))0+(?!\\d)");

    private static final PackedWorkspace PACKED =
            new PackedWorkspace("layout-5.zip", "/srv/nightly/", List.of("catalog-2026-11-27", "killed-2026-11-27"));
    private static final JobOverrides NO_DELAY = new JobOverrides(
            null,
            null,
            "100/s",
            null,
            null,
            null,
            null,
            List.of("poll.queue-timeout=2s", "poll.run-timeout=2s", "simulator.service-time=0s"));
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private JobScene scene;

    @BeforeEach
    void unpack() throws IOException {
        scene = PACKED.unpack(folder);
    }

    @Test
    void a_killed_run_is_gone_on_with_and_buys_nothing_twice() throws IOException {
        RunResult result = scene.run(folder.resolve("jobs/killed.yaml"), NO_DELAY);

        assertThat(result.summary().run()).isEqualTo("killed-2026-11-27");
        assertThat(statuses(result))
                .containsExactly(
                        "cup reused",
                        "cup-again reused",
                        "kept succeeded",
                        "kept-too succeeded",
                        "stuck timed_out",
                        "lost unknown",
                        "unheard unknown",
                        "garbled unknown",
                        "later cancelled",
                        "after succeeded",
                        "last succeeded");
        assertThat(purchases().values()).as("purchases of a prompt").containsOnly(1L);
    }

    @Test
    void a_finished_run_is_reported_as_it_was() throws IOException {
        Path output = folder.resolve("runs/catalog-2026-11-27");
        Map<String, String> before = tables(output);

        new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .write(scene.workspace(), "catalog-2026-11-27", ReportWriter.ReportOptions.NONE, true);

        Map<String, String> after = tables(output);
        assertThat(after).containsKeys(before.keySet().toArray(String[]::new));
        before.forEach((name, table) -> {
            if (name.startsWith("results.")) {
                seeThatLinesGoOn(table, after.getOrDefault(name, ""));
            } else {
                assertThat(after).containsEntry(name, table);
            }
        });
        assertThat(before).containsKeys("results.csv", "results.jsonl", "failed.csv", "by-error.csv");
        assertThat(output.resolve("report.html")).content().contains("cup-again", "QUEUE_TIMEOUT");
    }

    /** The run was reviewed, which results tell behind all that they told before. */
    private static void seeThatLinesGoOn(String before, String after) {
        List<String> lines = before.lines().toList();
        List<String> longer = after.lines().toList();
        assertThat(longer).hasSameSizeAs(lines);
        for (int line = 0; line < lines.size(); line++) {
            assertThat(longer.get(line)).startsWith(lines.get(line).replaceFirst("}$", ""));
        }
        assertThat(after).contains("approved");
    }

    @Test
    void what_was_bought_is_reused_and_what_is_in_doubt_stays_so() throws IOException {
        Path manifest = folder.resolve("jobs/catalog.csv");
        Files.writeString(manifest, Files.readString(manifest) + "new,teal,https://shop.example/new.jpg,Nord\n");

        RunResult result = scene.run(folder.resolve("jobs/catalog.yaml"), JobOverrides.NONE);

        assertThat(result.summary().run()).isNotEqualTo("catalog-2026-11-27");
        assertThat(statuses(result))
                .containsExactly(
                        "cup reused",
                        "cup-again reused",
                        "lost unknown",
                        "bad rejected",
                        "throttled reused",
                        "refused failed",
                        "failed failed",
                        "closed download_failed",
                        "stuck timed_out",
                        "queued cancelled",
                        "new succeeded");
        assertThat(purchases())
                .containsEntry("red", 1L)
                .containsEntry("[[fault:submit-lost]] green", 1L)
                .containsEntry("[[fault:output-403]] white", 1L)
                .containsEntry("[[fault:stuck-in-progress]] grey", 1L)
                .containsEntry("teal", 1L);
    }

    @Test
    void its_journals_alone_restore_what_it_bought() throws IOException, InterruptedException {
        Path results = folder.resolve("runs/catalog-2026-11-27/results.jsonl");
        List<String> before = essence(results);
        Files.delete(scene.workspace().home().resolve("ledger.mv.db"));

        new LedgerRebuild(InstantSource.system(), JSON, ModelCatalog.builtIn()).rebuild(scene.workspace());
        Files.delete(results);
        new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .write(scene.workspace(), "catalog-2026-11-27", ReportWriter.ReportOptions.NONE, true);

        assertThat(essence(results)).isEqualTo(before);
    }

    /** Returns what money was spent on, with its outcome. */
    private static List<String> essence(Path results) throws IOException {
        return rows(results).stream()
                .map(row -> Stream.of("id", "status", "request_id", "files", "cost_usd", "input_key")
                        .map(key -> plainNumbers(row.path(key).toString()))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<String> statuses(RunResult result) throws IOException {
        return rows(result.output().resolve("results.jsonl")).stream()
                .map(row -> row.path("id").asString() + " " + row.path("status").asString())
                .toList();
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(JSON::readTree).toList();
    }

    /** Returns how often each prompt was accepted by the service, in all nights. */
    private Map<String, Long> purchases() throws IOException {
        return rows(scene.workspace().home().resolve("simulator/requests.jsonl")).stream()
                .filter(event -> event.path("event").asString().equals("accepted"))
                .map(event -> event.path("input").path("prompt").asString())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Returns the tables of an output directory, by their names. */
    private static Map<String, String> tables(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output, 2)) {
            return files.filter(file -> file.toString().matches(".*\\.(csv|jsonl)"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(),
                            EarlierVersionIT::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    /** Writes numbers without the zeros at their ends: amounts have had two decimals at least only since then. */
    private static String plainNumbers(String text) {
        return ZEROS_AT_THE_END.matcher(text).replaceAll("$1");
    }

    private static String text(Path file) {
        try {
            return plainNumbers(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
