package dev.darkroom.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bucket.BucketFault.FaultKind;
import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose outputs go to a bucket. */
class BucketNightIT {

    @TempDir
    Path folder;

    private BucketNight night;

    @BeforeEach
    void open() throws IOException {
        night = new BucketNight(folder);
    }

    @AfterEach
    void close() throws IOException {
        night.close();
    }

    @Test
    void all_that_a_run_leaves_is_in_the_bucket_and_no_picture_on_this_host() throws Exception {
        night.write(12, "s3://shots/nightly/{{run}}");

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        String id = id();
        assertThat(run.err()).contains("results in s3://shots/nightly/" + id);
        night.audit("nightly/" + id).agree(night.home());
        assertThat(night.pictures("nightly/" + id)).hasSize(12);
        assertThat(keys())
                .contains(
                        "nightly/" + id + "/results.csv",
                        "nightly/" + id + "/report.html",
                        "nightly/" + id + "/summary.json",
                        "nightly/" + id + "/run.log",
                        "nightly/" + id + "/report/totals.csv");
        assertThat(night.server()
                        .object("shots", "nightly/" + id + "/report.html")
                        .text())
                .contains("images/row-1-1.jpg");
        try (Stream<Path> files = Files.walk(night.home())) {
            assertThat(files.map(Path::toString))
                    .noneMatch(file -> file.endsWith("-1.jpg") && file.contains("/images/"));
        }
        assertThat(night.run("status", "s3://shots/nightly/" + id).code()).isZero();
        assertThat(night.run("runs", "--json").out()).contains("s3://shots/nightly/" + id);
        assertNoSecrets();
    }

    @Test
    void a_run_that_is_killed_between_upload_and_record_loses_nothing_and_buys_nothing_twice() throws Exception {
        night.write(24, "s3://shots/{{run}}");
        for (int deaths = 0; deaths < 3; deaths++) {
            dies("/images/", 5);
        }
        int bought = night.accepted().size();
        int stored = night.pictures(id()).size();
        CliRun resumed = night.run("run", "job.yaml");

        assertThat(resumed.code()).as(resumed.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        assertThat(bought).isPositive();
        assertThat(stored).isGreaterThanOrEqualTo(5);
        night.audit(id()).agree(night.home());
        assertThat(night.pictures(id())).hasSizeGreaterThanOrEqualTo(stored);
    }

    @Test
    void a_run_that_is_killed_while_its_results_are_stored_has_them_all_stored_by_the_next_start() throws Exception {
        night.write(4, "s3://shots/{{run}}");
        dies("/results.csv", 1);
        assertThat(keys()).doesNotContain(id() + "/report.html");

        CliRun resumed = night.run("run", "job.yaml");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(keys()).contains(id() + "/report.html", id() + "/summary.json");
        assertThat(night.accepted()).hasSize(4);
        night.audit(id()).agree(night.home());
    }

    /** Runs the job in a process that is killed once so many such objects are stored, before it hears of the last one. */
    private void dies(String part, int objects) throws Exception {
        CompletableFuture<Process> process = new CompletableFuture<>();
        AtomicInteger stored = new AtomicInteger();
        night.server().whenStored(key -> {
            if (key.contains(part) && stored.incrementAndGet() == objects) {
                process.join().destroyForcibly().onExit().join();
            }
        });
        process.complete(night.start("run", "job.yaml"));
        assertThat(process.join().waitFor()).as(night.said()).isNotZero();
        night.server().whenStored(key -> {});
    }

    @Test
    void the_next_night_copies_within_the_store_what_is_there_and_buys_the_rest() throws Exception {
        night.write(6, "s3://shots/{{run}}");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        String first = id();
        night.server().objects("shots").remove(first + "/images/row-2-1.jpg");
        night.write(8, "s3://shots/{{run}}");

        CliRun second = night.run("run", "job.yaml");

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(night.accepted()).hasSize(8);
        assertThat(night.pictures(id())).hasSize(8);
        assertThat(night.server().calls("GET shots/" + first + "/images/")).isZero();
        night.audit(id()).agreeOnReused(night.home());
    }

    @Test
    void pictures_go_from_a_folder_to_a_bucket_and_back() throws Exception {
        night.write(4, "out/{{run}}");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        night.write(4, "s3://shots/{{run}}");
        CliRun up = night.run("run", "job.yaml", "--new");
        assertThat(up.code()).as(up.err()).isZero();
        String bucket = id();
        assertThat(night.pictures(bucket)).hasSize(4);
        delete(folder.resolve("out"));
        night.write(4, "out/{{run}}");

        CliRun down = night.run("run", "job.yaml", "--new");

        assertThat(down.code()).as(down.err()).isZero();
        assertThat(night.accepted()).hasSize(4);
        assertThat(folder.resolve("out").resolve(id()).resolve("images/row-3-1.jpg"))
                .hasBinaryContent(night.server()
                        .object("shots", bucket + "/images/row-3-1.jpg")
                        .content());
    }

    @Test
    void equal_rows_share_a_picture_that_is_copied_within_the_store() throws Exception {
        night.write(1, "s3://shots/{{run}}");
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                a,same,https://shop.example/1.jpg
                b,same,https://shop.example/1.jpg
                c,same,https://shop.example/1.jpg
                """);

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(night.accepted()).hasSize(1);
        assertThat(night.pictures(id())).containsExactly("a-1.jpg", "b-1.jpg", "c-1.jpg");
    }

    @Test
    void a_bucket_that_refuses_costs_nothing() throws Exception {
        night.write(3, "s3://shots/{{run}}");
        night.server().fault(BucketFault.always(FaultKind.DENIED, "PUT .*"));
        CliRun denied = night.run("run", "job.yaml");
        night.server().mend();
        night.write(3, "s3://missing/{{run}}");
        CliRun missing = night.run("run", "job.yaml");

        assertThat(denied.code()).as(denied.err()).isEqualTo(ExitCode.USAGE);
        assertThat(denied.err())
                .contains("job.yaml:7:9: the output cannot be written to", "refuses the call", "s3:PutObject");
        assertThat(missing.code()).as(missing.err()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("there is no bucket of this name");
        assertThat(night.accepted()).isEmpty();
        assertNoSecrets();
    }

    @Test
    void a_bucket_that_refuses_a_run_that_began_costs_nothing_either() throws Exception {
        night.write(3, "s3://shots/{{run}}");
        night.server().fault(BucketFault.always(FaultKind.DENIED, "PUT .*darkroom-probe"));
        CliRun denied = night.run("run", "job.yaml");

        assertThat(denied.code()).as(denied.err()).isEqualTo(ExitCode.USAGE);
        assertThat(denied.err()).contains("refuses the call", "nothing was bought");
        assertThat(night.accepted()).isEmpty();
        night.server().mend();
        assertThat(night.run("run", "job.yaml").code()).isZero();
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void a_bucket_that_refuses_pictures_stops_the_run_and_the_next_start_stores_them() throws Exception {
        night.write(6, "s3://shots/{{run}}");
        night.server().fault(BucketFault.always(FaultKind.DENIED, "PUT .*/images/.*"));
        CliRun stopped = night.run("run", "job.yaml");

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.err()).contains("bucket: s3://shots/", "nothing that was bought is lost");
        int bought = night.accepted().size();
        night.server().mend();
        CliRun resumed = night.run("run", "job.yaml");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(bought).isPositive();
        assertThat(night.accepted()).hasSize(6);
        assertThat(night.pictures(id())).hasSize(6);
    }

    @Test
    void a_bucket_that_is_away_for_too_long_stops_the_run() throws Exception {
        night.write(6, "s3://shots/{{run}}", "outage-limit: 1s");
        night.server().fault(BucketFault.always(FaultKind.SLOW_DOWN, "PUT .*/images/.*"));
        CliRun stopped = night.run("run", "job.yaml");

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.err()).contains("bucket: ", "SlowDown", "outage-limit");
        night.server().mend();
        CliRun resumed = night.run("run", "job.yaml");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(night.accepted()).hasSize(6);
        night.audit(id()).agree(night.home());
    }

    @Test
    void a_bucket_that_answers_nothing_does_not_hold_up_a_stop() throws Exception {
        night.write(6, "s3://shots/{{run}}");
        night.server().fault(BucketFault.always(FaultKind.HANG, "PUT .*/images/.*"));
        Process process = night.start("run", "job.yaml");
        night.awaitCall("PUT shots/.*/images/.*", process);

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(night.said()).isTrue();
        int bought = night.accepted().size();
        night.server().mend();
        assertThat(night.run("run", "job.yaml").code()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        assertThat(bought).isPositive();
        night.audit(id()).agree(night.home());
    }

    @Test
    void a_ledger_that_is_rebuilt_misses_what_is_gone_from_the_bucket_and_fetches_it_again() throws Exception {
        night.write(3, "s3://shots/{{run}}");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        String id = id();
        night.server().objects("shots").remove(id + "/images/row-2-1.jpg");
        Files.delete(night.home().resolve("ledger.mv.db"));

        CliRun rebuilt = night.run("resume", id, "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.err()).contains("gone from s3://shots/" + id);
        assertThat(night.pictures(id)).containsExactly("row-1-1.jpg", "row-2-1.jpg", "row-3-1.jpg");
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void a_plan_calls_no_bucket_and_says_so() throws Exception {
        night.write(2, "s3://shots/{{run}}");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        night.write(3, "s3://shots/{{run}}");
        night.server().calls().clear();

        CliRun plan = night.run("plan", "job.yaml");

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out() + plan.err()).contains("outputs go to s3://shots/RUN: whether it takes them");
        assertThat(plan.out()).contains("2 reusable");
        assertThat(night.server().calls()).isEmpty();
    }

    @Test
    void a_run_whose_results_are_not_in_the_bucket_has_not_come_to_its_end() throws Exception {
        night.write(3, "s3://shots/{{run}}");
        night.server().fault(BucketFault.always(FaultKind.DENIED, "PUT .*/results.csv"));
        CliRun stopped = night.run("run", "job.yaml");
        night.server().mend();
        CliRun again = night.run("run", "job.yaml");

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(keys()).contains(id() + "/results.csv", id() + "/summary.json");
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void the_place_of_another_workspaces_run_is_refused() throws Exception {
        night.write(2, "s3://shots/fixed");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        CliRun own = night.run("run", "job.yaml", "--new");
        Files.move(night.home(), folder.resolve("other-home"));
        CliRun others = night.run("run", "job.yaml");

        assertThat(own.code()).isEqualTo(ExitCode.USAGE);
        assertThat(own.err()).contains("s3://shots/fixed belongs to the run night-");
        assertThat(others.code()).isEqualTo(ExitCode.USAGE);
        assertThat(others.err()).contains("s3://shots/fixed belongs to another workspace's run");
        assertThat(night.accepted()).hasSize(2);
    }

    @Test
    void report_writes_it_again_and_prune_deletes_what_is_ours() throws Exception {
        night.write(3, "s3://shots/{{run}}");
        assertThat(night.run("run", "job.yaml").code()).isZero();
        String id = id();
        night.server().objects("shots").remove(id + "/report.html");
        CliRun report = night.run("report", "s3://shots/" + id + "/");
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out()).isEqualToIgnoringWhitespace("s3://shots/" + id);
        assertThat(keys()).contains(id + "/report.html");
        night.server().objects("shots").put(id + "/notes.txt", night.server().object("shots", id + "/run.log"));

        CliRun pruned = night.run("prune", "--keep", "0s");

        assertThat(pruned.code()).as(pruned.err()).isZero();
        assertThat(pruned.out()).contains("deleted " + id).contains("s3://shots/" + id + " stays");
        assertThat(keys()).containsExactly(id + "/notes.txt");
        assertThat(night.home().resolve("runs").resolve(id)).doesNotExist();
    }

    private List<String> keys() {
        return List.copyOf(night.server().objects("shots").keySet());
    }

    private String id() {
        return night.run("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }

    private void assertNoSecrets() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(BucketServer.SECRET, BucketServer.KEY_ID);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
