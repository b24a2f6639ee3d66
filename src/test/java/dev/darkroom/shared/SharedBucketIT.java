package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bucket.BucketServer;
import dev.darkroom.bucket.SdkSettings;
import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace whose ledger is in PostgreSQL and whose outputs are in a bucket: hosts share no folder. */
class SharedBucketIT {

    private static final String OUTPUT = "s3://shots/{{run}}";

    private String database;
    private SharedNight night;
    private SharedHost first;
    private SharedHost second;
    private BucketServer server;
    private SdkSettings settings;

    @TempDir
    Path folder;

    @BeforeEach
    void hosts() throws IOException {
        database = PostgresServer.newSchema();
        night = new SharedNight(folder.resolve("share"));
        first = new SharedHost(folder.resolve("first"), database);
        second = new SharedHost(folder.resolve("second"), database);
        server = new BucketServer("shots");
        server.environment().forEach(first::with);
        settings = SdkSettings.of(server);
    }

    @AfterEach
    void close() throws IOException {
        settings.close();
        server.close();
        night.close();
        PostgresServer.drop(database);
    }

    @Test
    void a_run_that_dies_on_one_host_with_pictures_in_the_bucket_goes_on_on_another() throws Exception {
        night.write(12, "500/s");
        CompletableFuture<Process> process = new CompletableFuture<>();
        AtomicInteger stored = new AtomicInteger();
        server.whenStored(key -> {
            if (key.contains("/images/") && stored.incrementAndGet() == 4) {
                process.join().destroyForcibly().onExit().join();
            }
        });
        process.complete(first.start("run", night.job().toString(), "--output", OUTPUT));
        assertThat(process.join().waitFor()).as(first.said()).isNotZero();

        CliRun resumed = second.run("run", night.job().toString(), "--output", OUTPUT);

        assertThat(resumed.code()).as(resumed.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        String id = id(second);
        assertThat(resumed.err()).contains("results in s3://shots/" + id);
        assertThat(runFolder(second, id).resolve("output.s3/shots")).isDirectory();
        assertThat(pictures(id)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(night.accepted().size()).isLessThanOrEqualTo(12);
        assertThat(server.object("shots", id + "/results.jsonl").text().lines()).hasSize(12);
    }

    @Test
    void another_host_reports_reuses_and_prunes_what_the_first_one_left_in_the_bucket() throws Exception {
        night.write(4, "500/s");
        CliRun bought = first.run("run", night.job().toString(), "--output", OUTPUT);
        assertThat(bought.code()).as(bought.err()).isZero();
        String id = id(second);
        server.objects("shots").remove(id + "/report.html");

        CliRun report = second.run("report", "s3://shots/" + id);
        night.write(5, "500/s");
        CliRun reused = second.run("run", night.job().toString(), "--output", OUTPUT);

        assertThat(report.code()).as(report.err()).isZero();
        assertThat(server.object("shots", id + "/report.html").text()).contains("images/row-1-1.jpg");
        assertThat(reused.code()).as(reused.err()).isZero();
        assertThat(night.accepted()).hasSize(5);
        assertThat(pictures(id(second))).hasSize(5);
        CliRun pruned = second.run("prune", "--keep", "0s");
        assertThat(pruned.code()).as(pruned.err()).isZero();
        assertThat(server.objects("shots")).isEmpty();
    }

    private static Path runFolder(SharedHost host, String id) throws IOException {
        try (Stream<Path> folders = Files.list(host.home())) {
            return folders.map(each -> each.resolve(id))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_worker_puts_its_pictures_into_the_bucket_too() throws Exception {
        night.write(50, "5/s");
        server.environment().forEach(second::with);
        Process worker = second.start("worker");
        try {
            SharedNight.await(() -> second.hasSaid("waits for runs"));

            Process run = first.start("run", night.job().toString(), "--output", OUTPUT);
            assertThat(run.waitFor()).as(first.said()).isZero();

            SharedNight.await(() -> second.hasSaid("rows were lent to it"));
            String id = id(first);
            assertThat(pictures(id)).hasSize(50);
            assertThat(night.accepted()).hasSize(50);
            assertThat(server.object("shots", id + "/report.html").text())
                    .as("small pictures of the worker's rows")
                    .contains("\"after\":\"report/thumbnails/")
                    .doesNotContain("\"after\":null");
            assertThat(server.objects("shots").keySet().stream()
                            .filter(key -> key.startsWith(id + "/report/thumbnails/")))
                    .hasSizeGreaterThanOrEqualTo(50);
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    private List<String> pictures(String run) {
        return server.objects("shots").keySet().stream()
                .filter(key -> key.startsWith(run + "/images/"))
                .toList();
    }

    private static String id(SharedHost host) {
        return host.run("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }
}
