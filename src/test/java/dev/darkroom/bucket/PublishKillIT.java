package dev.darkroom.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bucket.BucketFault.FaultKind;
import dev.darkroom.cli.CliRun;
import dev.darkroom.io.Sha256;
import dev.darkroom.job.ExitCode;
import dev.darkroom.manifest.SavedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing to a bucket is killed: what is stored there is whole, and is not stored again. */
class PublishKillIT {

    private static final int ROWS = 12;
    private static final String LOCK = ".darkroom-publish";

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> stored = new ConcurrentHashMap<>();
    private BucketNight night;
    private String run = "";

    @BeforeEach
    void open() throws IOException {
        night = new BucketNight(folder);
        night.write(ROWS, "out/{{run}}");
        begin();
    }

    private void begin() {
        CliRun bought = night.run("run", "job.yaml", "--new");
        assertThat(bought.code()).as(bought.err()).isZero();
        run = night.run("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }

    @AfterEach
    void close() throws IOException {
        night.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        ".darkroom-publish, 1",
        "published.csv, 1",
        "row-, 1",
        "row-, 2",
        "row-, 3",
        "row-, 5",
        "row-, 8",
        "row-, 11",
        "row-, 12",
        "published.csv, 2"
    })
    void the_next_call_stores_what_is_not_there(String part, int objects) throws Exception {
        CompletableFuture<Process> process = new CompletableFuture<>();
        AtomicInteger passed = new AtomicInteger();
        night.server().whenStored(key -> {
            stored.computeIfAbsent(key, each -> new AtomicInteger()).incrementAndGet();
            if (key.contains("shop/" + part) && passed.incrementAndGet() == objects) {
                process.join().destroyForcibly().onExit().join();
            }
        });
        process.complete(night.start("publish", run, "--unflagged", "--to", "s3://shots/shop"));
        assertThat(process.join().waitFor()).as(night.said()).isNotZero();
        assertThat(objects().keySet()).contains(LOCK);

        CliRun next = publish();

        assertThat(next.code()).as(next.err()).isZero();
        boolean wasDone = part.equals("published.csv") && objects == 2;
        agrees(wasDone ? "unchanged" : "published");
        assertThat(stored).allSatisfy((key, times) -> {
            if (key.contains("/row-")) {
                assertThat(times).as(key).hasValue(1);
            }
        });
        CliRun again = publish();
        assertThat(again.out()).contains("0 published, " + ROWS + " unchanged");
        agrees("unchanged");
        assertThat(stored.get("shop/row-1-1.jpg")).hasValue(1);
        assertThat(objects()).doesNotContainKey(LOCK);
    }

    @Test
    void a_run_whose_pictures_are_in_a_bucket_is_published_to_another_place_and_to_a_folder() throws Exception {
        night.write(ROWS, "s3://shots/runs/{{run}}");
        begin();

        assertThat(publish().code()).isZero();
        agrees("published");
        CliRun itself = night.run("publish", run, "--unflagged", "--to", "s3://shots/runs/" + run + "/shop");
        assertThat(itself.code()).isEqualTo(ExitCode.USAGE);
        CliRun down = night.run("publish", run, "--unflagged", "--to", "shop", "--set", "publish.mark=none");

        assertThat(down.code()).as(down.err()).isZero();
        assertThat(folder.resolve("shop/row-7-1.jpg"))
                .hasBinaryContent(night.server()
                        .object("shots", "runs/" + run + "/images/row-7-1.jpg")
                        .content());
    }

    @Test
    void a_place_that_another_host_publishes_to_is_taken_over_by_a_persons_word_alone() throws Exception {
        publishedByOther();

        CliRun held = publish();
        CliRun taken = night.run("publish", run, "--unflagged", "--to", "s3://shots/shop", "--take-over");

        assertThat(held.code()).isEqualTo(ExitCode.WORKSPACE_HELD);
        assertThat(held.err()).contains("is published to by process 7 on another.example", "--take-over");
        assertThat(taken.code()).as(taken.err()).isZero();
        agrees("published");
    }

    @Test
    void who_was_taken_over_from_writes_no_list_any_more() throws Exception {
        AtomicInteger pictures = new AtomicInteger();
        night.server().whenStored(key -> {
            if (key.contains("/row-") && pictures.incrementAndGet() == 3) {
                publishedByOther();
            }
        });

        CliRun stopped = publish();

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.WORKSPACE_HELD);
        assertThat(stopped.err()).contains("which has taken over");
        assertThat(list().values()).extracting(line -> line.get("state")).containsOnly("pending");
        assertThat(objects()).containsKey(LOCK);
    }

    @Test
    void a_bucket_that_is_away_stops_it_and_the_next_call_goes_on() throws Exception {
        night.server().fault(BucketFault.always(FaultKind.SLOW_DOWN, "PUT .*/row-7-1.*"));
        CliRun away = publish();
        night.server().mend();
        CliRun next = publish();

        assertThat(away.code()).as(away.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(next.code()).as(next.err()).isZero();
        agrees(null);
    }

    private void publishedByOther() {
        try {
            Path lock = Files.writeString(folder.resolve("lock"), "another.example 7 0 x");
            try (Buckets buckets = Buckets.ofEnvironment()) {
                new BucketFolder(buckets, new BucketLocation("shots", "shop")).put(LOCK, lock, Sha256.hex(lock));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CliRun publish() {
        return night.run("publish", run, "--unflagged", "--to", "s3://shots/shop");
    }

    /** Returns the objects below the place by their names there. */
    private Map<String, byte[]> objects() {
        Map<String, byte[]> objects = new TreeMap<>();
        night.server().objects("shots").forEach((key, object) -> {
            if (key.startsWith("shop/")) {
                objects.put(key.substring("shop/".length()), object.content());
            }
        });
        return objects;
    }

    private Map<String, Map<String, String>> list() throws IOException {
        Path copy = Files.write(folder.resolve("list.csv"), objects().getOrDefault("published.csv", new byte[0]));
        Map<String, Map<String, String>> lines = new TreeMap<>();
        try (SavedTable table = SavedTable.open(copy, "list", Set.of("file"))) {
            for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                lines.put(line.cell("file"), Map.of("sha256", line.cell("sha256"), "state", line.cell("state")));
            }
        }
        return lines;
    }

    /** Holds the list to the objects. */
    private void agrees(@Nullable String state) throws IOException {
        Map<String, byte[]> pictures = new TreeMap<>(objects());
        pictures.keySet().removeIf(name -> !name.startsWith("row-"));
        assertThat(pictures).hasSize(ROWS);
        Map<String, Map<String, String>> list = list();
        assertThat(list.keySet()).isEqualTo(pictures.keySet());
        for (Map.Entry<String, byte[]> object : pictures.entrySet()) {
            Path copy = Files.write(folder.resolve("copy"), object.getValue());
            assertThat(list.get(object.getKey())).containsEntry("sha256", Sha256.hex(copy));
        }
        if (state != null) {
            assertThat(list.values()).extracting(line -> line.get("state")).containsOnly(state);
        }
    }
}
