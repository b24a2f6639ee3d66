package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.runs.RunLog;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunIT {

    private static final String HEADER = "id,prompt,image_urls,brand";

    @TempDir
    Path folder;

    @Test
    void an_output_directory_in_which_another_workspaces_run_is_at_work_is_refused() throws Exception {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord")
                .job()
                .replace("output: out/{{run}}", "output: out");
        Files.createDirectories(folder.resolve("out"));
        RunLog.claim(folder.resolve("out"));

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(scene::run)
                .withMessageContaining("belongs to another workspace's run");
    }

    @Test
    void every_row_gets_a_picture_of_its_own() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Süd",
                        "c,make it green,https://shop.example/3.jpg,Nord")
                .job();
        RunResult result = scene.run();
        assertThat(result.exitCode()).isZero();
        List<String> lines = JobScene.lines(result, "results.csv");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("a,2,succeeded,").contains("images/a-1.png", "Nord");
        assertThat(result.output().resolve("images")).isDirectoryContaining("glob:**a-1.png");
    }

    @Test
    void a_failed_remote_job_ends_as_failed_with_the_services_words_and_the_others_succeed() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "good,make it red,https://shop.example/1.jpg,Nord",
                        "bad,make it blue [[fault:job-failed]],https://shop.example/2.jpg,Süd")
                .job();
        RunResult result = scene.run();
        assertThat(result.exitCode()).isEqualTo(5);
        JsonNode bad = outcomes(result).get(1);
        assertThat(bad.path("status").asString()).isEqualTo("failed");
        assertThat(bad.path("reason").asString()).contains(": ");
        assertThat(bad.path("request_id").asString()).isNotBlank();
        assertThat(result.summary().count(RowStatus.SUCCEEDED)).isEqualTo(1);
        assertThat(JobScene.lines(result, "failed.csv").get(1)).startsWith("bad,make it blue [[fault:job-failed]]");
    }

    @Test
    void bad_rows_are_rejected_with_their_line_and_never_sent() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,,https://shop.example/2.jpg,Süd",
                        "a,make it green,https://shop.example/3.jpg,Nord",
                        "d,make it white,http://shop.example/4.jpg,Ost")
                .job();
        RunResult result = scene.run();
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.summary().requests().submitted()).isEqualTo(1);
        List<JsonNode> rows = outcomes(result);
        assertThat(rows).extracting(row -> row.path("line").asInt()).containsExactly(2, 3, 4, 5);
        assertThat(rows)
                .extracting(row -> row.path("status").asString())
                .containsExactly("succeeded", "rejected", "rejected", "rejected");
        assertThat(rows.get(2).path("reason").asString())
                .startsWith("DUPLICATE_ID")
                .contains("line 2");
    }

    @Test
    void a_stop_while_the_manifest_is_read_loses_no_row() throws IOException {
        JobScene stopped = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Süd")
                .job();
        stopped.stop().requestStop("stopped by the test");
        RunResult early = stopped.run();
        assertThat(early.exitCode()).isEqualTo(4);
        assertThat(early.open()).isTrue();
        RunResult whole = new JobScene(folder).run();
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.summary().run()).isEqualTo(early.summary().run());
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(2);
    }

    @Test
    void what_a_newer_run_bought_is_not_bought_by_an_older_one() throws IOException {
        JobScene older = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord")
                .job();
        older.stop().requestStop("stopped by the test");
        assertThat(older.run().exitCode()).isEqualTo(4);
        RunResult newer = new JobScene(folder).runNew();
        assertThat(newer.summary().count(RowStatus.SUCCEEDED)).isEqualTo(1);
        RunResult resumed =
                new JobScene(folder).resume("job-" + newer.summary().run().substring(4, 14));
        assertThat(resumed.summary().count(RowStatus.REUSED)).isEqualTo(1);
        assertThat(resumed.summary().requests().submitted()).isZero();
    }

    @Test
    void equal_rows_are_bought_once_and_share_the_picture() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it red,https://shop.example/1.jpg,Süd")
                .job();
        RunResult result = scene.run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.summary().requests().submitted()).isEqualTo(1);
        JsonNode second = outcomes(result).get(1);
        assertThat(second.path("status").asString()).isEqualTo("reused");
        assertThat(second.path("files").get(0).asString()).isEqualTo("images/b-1.png");
        assertThat(result.output().resolve("images/b-1.png"))
                .hasSameBinaryContentAs(result.output().resolve("images/a-1.png"));
        assertThat(second.path("cost_usd").isNull()).isTrue();
    }

    @Test
    void a_follower_whose_leaders_picture_has_vanished_gets_it_fetched_again_for_nothing() throws IOException {
        RunResult whole = vanished("make it red");
        assertThat(whole.exitCode()).isZero();
        JsonNode second = outcomes(whole).get(1);
        assertThat(second.path("status").asString()).isEqualTo("reused");
        assertThat(whole.output().resolve("images/b-1.png")).isRegularFile();
        assertThat(whole.output().resolve("images/a-1.png"))
                .as("left as the user left it")
                .doesNotExist();
        assertThat(whole.summary().requests().submitted()).isEqualTo(2);
    }

    /**
     * Plays a run stopped before its follower got its picture, which the user then took away; it is resumed to the end.
     */
    private RunResult vanished(String prompt) throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a," + prompt + ",https://shop.example/1.jpg,Nord",
                        "b," + prompt + ",https://shop.example/1.jpg,Süd",
                        "c,make it blue,https://shop.example/1.jpg,Süd")
                .job("budget: { max-cost: 0.02, price: 0.02 }");
        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(4);
        Files.delete(stopped.output().resolve("images/b-1.png"));
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            JdbcClient.create(ledger.dataSource())
                    .sql("delete from picture where file = 'images/b-1.png'")
                    .update();
        }
        Files.delete(stopped.output().resolve("images/a-1.png"));
        return scene.resume(stopped.summary().run(), "1.00", RunScope.ALL);
    }

    @Test
    void a_finished_run_buys_nothing_and_ends_as_it_did() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord", "b,,,")
                .job();
        RunResult first = scene.run();
        RunResult second = scene.run();
        assertThat(second.exitCode()).isEqualTo(first.exitCode()).isEqualTo(5);
        assertThat(second.summary().run()).isEqualTo(first.summary().run());
        assertThat(second.messages()).singleElement().asString().contains("nothing is bought");
    }

    @Test
    void another_run_takes_what_an_earlier_one_bought() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord")
                .job();
        scene.run();
        scene.file(
                "manifest.csv",
                HEADER,
                "x,make it red,https://shop.example/1.jpg,Nord",
                "y,make it blue,https://shop.example/1.jpg,Nord");
        RunResult second = scene.run();
        assertThat(second.exitCode()).isZero();
        assertThat(second.summary().count(RowStatus.REUSED)).isEqualTo(1);
        assertThat(second.summary().requests().submitted()).isEqualTo(1);
    }

    @Test
    void what_an_earlier_run_bought_and_has_not_got_is_taken_over() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red [[fault:output-404]],https://shop.example/1.jpg,Nord")
                .job("retry: { attempts: 1 }", "poll: { run-timeout: 1ms }");
        scene.file(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml")).replace("service-time: 10ms", "service-time: 20s"));
        RunResult first = scene.run();
        assertThat(first.summary().count(RowStatus.TIMED_OUT)).isEqualTo(1);
        RunResult second = scene.runNew();
        assertThat(second.summary().requests().submitted()).isZero();
        assertThat(outcomes(second).get(0).path("request_id"))
                .isEqualTo(outcomes(first).get(0).path("request_id"));
    }

    @Test
    void what_was_bought_under_another_signature_before_the_job_ignored_them_is_taken_over() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg?sig=1,Nord")
                .job("poll: { run-timeout: 1ms }")
                .replace("service-time: 10ms", "service-time: 20s");
        RunResult first = scene.run();
        assertThat(first.summary().count(RowStatus.TIMED_OUT)).isEqualTo(1);
        scene.file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg?sig=2,Nord")
                .replace("poll:", "sources: { ignore-query: [sig] }\npoll:");
        RunResult second = scene.run();
        assertThat(second.summary().run()).isNotEqualTo(first.summary().run());
        assertThat(second.summary().requests().submitted()).isZero();
        assertThat(outcomes(second).get(0).path("request_id"))
                .isEqualTo(outcomes(first).get(0).path("request_id"));
    }

    @Test
    void what_is_in_doubt_under_a_rule_for_queries_is_not_bought_when_the_rule_is_taken_away() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,[[fault:submit-lost]] red,https://shop.example/1.jpg?sig=1,Nord",
                        "b,[[fault:submit-lost]] red,https://shop.example/1.jpg?sig=2,Nord")
                .job("sources: { ignore-query: true }");
        RunResult first = scene.run();
        assertThat(first.summary().count(RowStatus.UNKNOWN)).isEqualTo(2);
        RunResult second =
                scene.replace("ignore-query: true", "ignore-query: false").run();
        assertThat(second.summary().run()).isNotEqualTo(first.summary().run());
        assertThat(second.summary().count(RowStatus.UNKNOWN)).isEqualTo(2);
        assertThat(outcomes(second).get(1).path("reason").asString())
                .contains("equal to row a of run " + first.summary().run());
    }

    @Test
    void a_semicolon_export_with_umlauts_two_images_and_formulas_comes_through_whole() throws IOException {
        String export = "\uFEFFid;prompt;image_urls;Größe;formel\r\n"
                + "stück-1;\"weiß; \"\"matt\"\"\";https://shop.example/1.jpg|https://shop.example/2.jpg;Übergröße;=1+1\r\n"
                + "stück-2;\"zwei\r\nZeilen\";https://shop.example/3.jpg;klein;@SUM(A1)\r\n";
        Files.writeString(folder.resolve("manifest.csv"), export, StandardCharsets.UTF_8);
        RunResult result = new JobScene(folder).job().run();
        assertThat(result.exitCode()).isZero();
        String csv = Files.readString(result.output().resolve("results.csv"));
        assertThat(csv)
                .startsWith("\uFEFFid;line;status;")
                .contains("stück-1;2;succeeded", "stück-2;3;succeeded", "Übergröße;'=1+1", "klein;'@SUM(A1)");
        JsonNode first = outcomes(result).get(0);
        assertThat(first.path("kept").path("formel").asString()).isEqualTo("=1+1");
        assertThat(result.output().resolve("images")).isDirectoryContaining("glob:**stück-1-1.png");
    }

    @Test
    void only_the_first_rows_are_the_run_if_the_user_says_so() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Süd")
                .job();
        RunResult result = scene.run(new JobOverrides(null, null, null, null, null, null, "1", List.of()));
        assertThat(JobScene.lines(result, "results.csv")).hasSize(2);
    }

    @Test
    void no_purchase_takes_the_run_over_its_budget() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red,https://shop.example/1.jpg,Nord",
                        "b,make it blue,https://shop.example/2.jpg,Süd",
                        "c,make it green,https://shop.example/3.jpg,Süd")
                .job("budget: { max-cost: 0.05, price: 0.02 }");
        RunResult result = scene.run();
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.summary().count(RowStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(result.summary().count(RowStatus.PENDING)).isEqualTo(1);
        assertThat(result.summary().stopReason()).startsWith("budget");
    }

    @Test
    void a_canary_that_fails_stops_the_run_before_the_other_rows() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        HEADER,
                        "a,make it red [[fault:job-failed]],https://shop.example/1.jpg,Nord",
                        "b,make it blue [[fault:job-failed]],https://shop.example/2.jpg,Süd",
                        "c,make it green,https://shop.example/3.jpg,Süd")
                .job("canary: 2", "fail-threshold: 1");
        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.summary().count(RowStatus.PENDING)).isEqualTo(1);
        assertThat(stopped.summary().stopReason()).contains("2 of the first 2 rows failed");
        RunResult gone = scene.resume(stopped.summary().run(), RunScope.ALL.goingPastStop());
        assertThat(gone.summary().count(RowStatus.SUCCEEDED)).isEqualTo(1);
        assertThat(gone.exitCode()).isEqualTo(5);
    }

    @Test
    void nothing_is_submitted_after_the_deadline() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord")
                .job("deadline: 1ms");
        RunResult result = scene.run();
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.summary().requests().submitted()).isZero();
        assertThat(result.summary().count(RowStatus.PENDING)).isEqualTo(1);
    }

    @Test
    void the_output_directory_of_another_run_is_refused() throws IOException {
        JobScene scene = new JobScene(folder)
                .file("manifest.csv", HEADER, "a,make it red,https://shop.example/1.jpg,Nord")
                .job();
        scene.run(new JobOverrides(null, folder.resolve("same").toString(), null, null, null, null, null, List.of()));
        scene.file("manifest.csv", HEADER, "b,make it red,https://shop.example/1.jpg,Nord");
        JobOverrides same =
                new JobOverrides(null, folder.resolve("same").toString(), null, null, null, null, null, List.of());
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> scene.run(same))
                .withMessageContaining("belongs to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flash-edit",
                "flash-text-to-image",
                "flex-edit",
                "dev-edit",
                "lora-edit",
                "mixed-models",
                "nightly-retouch"
            })
    void the_sample_jobs_run(String job) throws IOException {
        RunResult result = new JobScene(folder)
                .run(
                        Path.of("jobs", job + ".yaml"),
                        new JobOverrides(
                                null,
                                folder.resolve("out").toString(),
                                "100/s",
                                null,
                                null,
                                "simulator",
                                "10",
                                List.of("simulator.service-time=10ms")));
        assertThat(result.summary().errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static List<JsonNode> outcomes(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
