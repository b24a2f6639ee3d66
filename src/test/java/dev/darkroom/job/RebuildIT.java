package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.job.maintenance.LedgerRebuild;
import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.step.RunScope;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class RebuildIT {

    private static final String PICTURE = "https://shop.example/%s.jpg";

    @TempDir
    Path folder;

    @Test
    void a_ledger_that_is_gone_is_told_and_nothing_is_bought() throws Exception {
        JobScene scene = night();
        scene.run();
        Files.delete(ledger(scene));
        assertThatThrownBy(scene::run)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is gone, but there is 1 run in it")
                .hasMessageContaining("resume --rebuild");
        assertThat(Files.exists(ledger(scene))).isFalse();
    }

    @Test
    void an_empty_or_older_ledger_that_does_not_know_a_run_is_told() throws Exception {
        JobScene scene = night();
        scene.run();
        Files.copy(ledger(scene), folder.resolve("older"));
        scene.runNew();
        Files.move(folder.resolve("older"), ledger(scene), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(scene::run)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("does not know the run");
        Files.write(ledger(scene), new byte[0]);
        assertThatThrownBy(scene::run)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("does not know the run");
    }

    @Test
    void a_restored_ledger_tells_of_every_run_what_the_lost_one_told() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        assertThat(first.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        scene.resume(first.summary().run(), RunScope.only(Set.of(RowStatus.FAILED)));
        RunResult second = scene.runNew();
        List<String> before = JobScene.lines(first, "results.jsonl");
        List<String> beforeSecond = JobScene.lines(second, "results.jsonl");
        Files.delete(ledger(scene));
        LedgerRebuild.RebuiltLedger rebuilt = rebuild(scene);
        assertThat(rebuilt.runs()).isEqualTo(2);
        assertThat(rebuilt.rows()).isEqualTo(14);
        assertThat(rebuilt.old()).isNull();
        report(scene, first);
        report(scene, second);
        assertThat(bought(JobScene.lines(first, "results.jsonl"))).isEqualTo(bought(before));
        assertThat(JobScene.lines(first, "results.jsonl")).hasSameSizeAs(before);
        assertThat(statuses(JobScene.lines(second, "results.jsonl"))).isEqualTo(statuses(beforeSecond));
        RunResult again = scene.run();
        assertThat(again.exitCode()).isEqualTo(second.exitCode());
        assertThat(again.summary().requests().submitted())
                .isEqualTo(second.summary().requests().submitted());
    }

    @Test
    void what_was_cancelled_is_not_bought_after_a_restoration() throws Exception {
        JobScene scene = night();
        scene.stop().requestStop("asked to stop");
        RunResult stopped = scene.run();
        JobScene next = new JobScene(folder);
        next.resume(stopped.summary().run(), RunScope.CANCEL);
        Files.delete(ledger(scene));
        rebuild(next);
        RunResult again = next.resume(stopped.summary().run());
        assertThat(again.summary().requests().submitted()).isZero();
        assertThat(statuses(JobScene.lines(again, "results.jsonl")))
                .contains("cancelled")
                .doesNotContain("succeeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 30, 50, 70, 80, 90, 95, 99})
    void a_ledger_cut_anywhere_forgets_no_purchase(int percent) throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        long bought = first.summary().requests().submitted();
        try (FileChannel file = FileChannel.open(ledger(scene), StandardOpenOption.WRITE)) {
            file.truncate(file.size() * percent / 100);
        }
        RunResult again;
        try {
            again = scene.run();
        } catch (LedgerException told) {
            assertThat(told).hasMessageContaining("resume --rebuild");
            rebuild(scene);
            again = scene.run();
        }
        assertThat(again.summary().requests().submitted()).isEqualTo(bought);
        assertThat(JobScene.lines(again, "results.jsonl")).hasSize(7);
    }

    @Test
    void a_purchase_whose_accepting_line_is_damaged_keeps_its_picture_and_is_never_bought_again() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        List<String> before = statuses(JobScene.lines(first, "results.jsonl"));
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        int accepted = 0;
        int row = 0;
        for (int line = 0; line < lines.size() && row == 0; line++) {
            int of = rowOf(lines.get(line));
            if (lines.get(line).contains("\"accepted\"") && before.get(of - 1).equals("succeeded")) {
                accepted = line;
                row = of;
            }
        }
        lines.set(accepted, lines.get(accepted).replace("request_id", "request-id"));
        Files.write(journal, lines);
        Files.delete(ledger(scene));
        LedgerRebuild.RebuiltLedger rebuilt = rebuild(scene);
        assertThat(rebuilt.findings())
                .hasSizeGreaterThanOrEqualTo(1)
                .allMatch(finding -> finding.startsWith("run " + first.summary().run() + ": "));
        RunResult again = scene.resume(first.summary().run());
        assertThat(statuses(JobScene.lines(again, "results.jsonl")).get(row - 1))
                .isEqualTo(before.get(row - 1))
                .isEqualTo("succeeded");
        assertThat(again.summary().requests().submitted())
                .isEqualTo(first.summary().requests().submitted());
    }

    @Test
    void what_only_the_ledger_that_is_there_knows_is_restored_from_it() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        Files.write(
                journal,
                lines.stream()
                        .map(line -> rowOf(line) == 2 ? "#".repeat(line.length()) : line)
                        .toList());

        LedgerRebuild.RebuiltLedger rebuilt = rebuild(scene);

        assertThat(rebuilt.mayForget()).isFalse();
        RunResult again = scene.resume(first.summary().run());
        assertThat(again.summary().requests().submitted())
                .isEqualTo(first.summary().requests().submitted());
        assertThat(statuses(JobScene.lines(again, "results.jsonl")))
                .isEqualTo(statuses(JobScene.lines(first, "results.jsonl")));
    }

    @Test
    void lines_of_which_nothing_is_left_may_be_forgotten_purchases() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        lines.set(0, "#".repeat(lines.get(0).length()));
        Files.write(journal, lines);
        Files.delete(ledger(scene));

        assertThat(rebuild(scene).mayForget()).isTrue();
    }

    @Test
    void a_journal_that_is_gone_is_missed_once() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Files.delete(journal(scene, first));
        Files.delete(ledger(scene));

        LedgerRebuild.RebuiltLedger rebuilt = rebuild(scene);

        assertThat(rebuilt.mayForget()).isTrue();
        assertThat(rebuilt.findings())
                .filteredOn(finding -> !finding.contains("results as they were"))
                .singleElement()
                .asString()
                .contains(first.summary().run(), "journal is gone");
    }

    @Test
    void purchases_that_the_summary_counts_and_no_line_tells_of_are_missed() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        Files.delete(ledger(scene));
        long submitted = first.summary().requests().submitted();
        assertThat(submitted).isPositive();

        Files.write(journal, List.of());
        LedgerRebuild.RebuiltLedger emptied = rebuild(scene);

        assertThat(emptied.mayForget()).isTrue();
        assertThat(emptied.findings()).anyMatch(finding -> finding.contains("does not tell: " + submitted));

        Files.write(journal, lines);
        Files.delete(ledger(scene));
        LedgerRebuild.RebuiltLedger putBack = rebuild(scene);
        assertThat(putBack.mayForget()).isFalse();
        assertThat(putBack.findings()).isEmpty();
    }

    @Test
    void a_run_without_description_and_journal_is_not_left_out() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        Files.delete(journal);
        Files.delete(journal.resolveSibling("run.json"));
        Files.delete(ledger(scene));

        assertThatThrownBy(() -> rebuild(scene))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(first.summary().run())
                .hasMessageContaining("run.json is gone");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rows_are_not_taken_for_those_of_another_manifest(boolean cut) throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path copy = scene.workspace().runFolder(first.summary().run()).resolve("manifest.csv.gz");
        List<String> lines;
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(copy)), StandardCharsets.UTF_8))) {
            lines = new ArrayList<>(reader.lines().toList());
        }
        if (cut) {
            lines.remove(lines.size() - 1);
        } else {
            Collections.swap(lines, 1, 2);
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(copy))) {
            packed.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> scene.resume(first.summary().run()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("not the one that the run began with");
        Files.delete(ledger(scene));

        assertThatThrownBy(() -> rebuild(scene))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("not the one that the run began with");
    }

    @Test
    void a_finished_runs_journal_that_lost_its_tail_gets_it_back_at_the_next_start() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, 2));

        scene.run();

        assertThat(Files.readAllLines(journal).stream()
                        .filter(line -> line.contains("\"accepted\""))
                        .count())
                .isEqualTo(lines.stream()
                        .filter(line -> line.contains("\"accepted\""))
                        .count());
    }

    @Test
    void a_purchase_of_which_a_damaged_line_is_all_that_is_left_is_unknown_and_never_bought_again() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        int intent = first(lines, "intent");
        int row = rowOf(lines.get(intent));
        String damaged = lines.get(intent).replace("estimate", "estimat");
        lines.removeIf(line -> line.contains("\"row\":" + row + ","));
        lines.add(intent, damaged);
        Files.write(journal, lines);
        Files.delete(ledger(scene));
        assertThat(rebuild(scene).findings()).anyMatch(finding -> finding.contains("damaged lines"));
        RunResult again = scene.resume(first.summary().run());
        assertThat(statuses(JobScene.lines(again, "results.jsonl")).get(row - 1))
                .isEqualTo("unknown");
        assertThat(again.summary().requests().submitted())
                .isEqualTo(first.summary().requests().submitted());
    }

    @Test
    void a_journal_that_names_a_request_which_no_ledger_can_hold_leaves_all_as_it_is() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path journal = journal(scene, first);
        List<String> lines = Files.readAllLines(journal);
        String later = "{\"what\":\"of a later version\",\"row\":2,\"attempt\":7,\"request_id\":\"kept-1\"}";
        CRC32C crc = new CRC32C();
        crc.update(later.getBytes(StandardCharsets.UTF_8));
        lines.add(HexFormat.of().toHexDigits((int) crc.getValue()) + " " + later);
        Files.write(journal, lines);
        assertThatThrownBy(() -> rebuild(scene))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the run " + first.summary().run() + " cannot be restored")
                .hasMessageContaining("row 2 was bought")
                .hasMessageContaining("move that folder away");
        try (var files = Files.newDirectoryStream(scene.workspace().home(), "*.mv.db")) {
            assertThat(files).containsExactly(ledger(scene));
        }
    }

    @Test
    void a_run_is_described_from_the_ledger_if_its_description_is_gone_and_refused_if_that_is_too() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path folder = scene.workspace().runFolder(first.summary().run());
        Files.delete(folder.resolve("run.json"));
        assertThat(rebuild(scene).runs()).isEqualTo(1);
        assertThat(scene.run().summary().run()).isEqualTo(first.summary().run());

        Files.delete(folder.resolve("run.json"));
        Files.delete(ledger(scene));
        assertThatThrownBy(scene::run).isInstanceOf(LedgerException.class).hasMessageContaining("is gone, but");
        assertThatThrownBy(() -> rebuild(scene))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be restored: its description")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void a_run_whose_manifest_copy_is_damaged_is_named_with_its_folder_and_nothing_is_changed() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path folder = scene.workspace().runFolder(first.summary().run());
        Path copy = folder.resolve("manifest.csv.gz");
        Files.write(copy, java.util.Arrays.copyOf(Files.readAllBytes(copy), 60));
        assertThatThrownBy(() -> rebuild(scene))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the run " + first.summary().run() + " cannot be restored")
                .hasMessageContaining(folder.toString());
        try (var files = Files.newDirectoryStream(scene.workspace().home(), "*.mv.db")) {
            assertThat(files).containsExactly(ledger(scene));
        }
    }

    @Test
    void a_finished_run_that_an_older_ledger_is_behind_of_is_looked_at_again() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        Path older = Files.copy(ledger(scene), folder.resolve("older"));
        scene.resume(first.summary().run(), RunScope.only(Set.of(RowStatus.FAILED)));
        Files.move(older, ledger(scene), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        RunResult again = scene.run();
        assertThat(again.summary().requests().submitted()).isEqualTo(5);
        assertThat(JobScene.lines(again, "results.jsonl").get(5)).contains("\"attempts\":2");
    }

    @Test
    void what_another_run_bought_and_the_ledger_forgot_is_known_before_this_one_buys() throws Exception {
        JobScene scene = night();
        RunResult first = scene.run();
        try (LedgerDatabase database = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("update row_state set state = 1, attempt = 0 where state in (5, 9)")
                    .update();
            jdbc.sql("delete from purchase").update();
            jdbc.sql("delete from picture").update();
            jdbc.sql("update journal_position set bytes = 0").update();
            jdbc.sql("update run set state = 'STOPPED'").update();
        }
        RunResult second = scene.runNew();
        assertThat(statuses(JobScene.lines(second, "results.jsonl")))
                .isEqualTo(List.of("reused", "reused", "reused", "rejected", "rejected", "failed", "reused"));
        assertThat(second.summary().requests().submitted()).isEqualTo(1);
        RunResult again = scene.resume(first.summary().run());
        assertThat(again.summary().requests()).isEqualTo(first.summary().requests());
        assertThat(again.exitCode()).isEqualTo(first.exitCode());
    }

    /**
     * Plays a night with rows that succeed, one that fails at the service, equal ones, a second id and one without a
     * prompt.
     */
    private JobScene night() throws Exception {
        return new JobScene(folder)
                .job()
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,first," + PICTURE.formatted("a"),
                        "b,second," + PICTURE.formatted("b"),
                        "c,first," + PICTURE.formatted("a"),
                        "a,fourth," + PICTURE.formatted("d"),
                        "e,," + PICTURE.formatted("e"),
                        "f,sixth [[fault:job-failed]]," + PICTURE.formatted("f"),
                        "g,seventh," + PICTURE.formatted("g"));
    }

    private static int rowOf(String line) {
        return JsonMapper.shared().readTree(line.substring(9)).path("row").asInt();
    }

    private static int first(List<String> lines, String what) {
        int at = 0;
        while (!lines.get(at).contains("\"what\":\"" + what + "\"")) {
            at++;
        }
        return at;
    }

    private static Path journal(JobScene scene, RunResult run) {
        return scene.workspace().journal(run.summary().run());
    }

    private static Path ledger(JobScene scene) {
        return Path.of(scene.workspace().ledger() + ".mv.db");
    }

    private static LedgerRebuild.RebuiltLedger rebuild(JobScene scene) throws Exception {
        return new LedgerRebuild(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn())
                .rebuild(scene.workspace());
    }

    private static void report(JobScene scene, RunResult run) throws Exception {
        new ReportWriter(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn())
                .write(scene.workspace(), run.summary().run(), ReportWriter.ReportOptions.NONE, true);
    }

    /**
     * Returns the lines but those of rows that cost nothing, of which it is not kept when they were rejected or began
     * to share another's picture.
     */
    private static List<String> bought(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.contains("\"reused\"") && !line.contains("\"rejected\""))
                .toList();
    }

    private static List<String> statuses(List<String> lines) {
        return lines.stream()
                .map(line -> JsonMapper.shared().readTree(line).path("status").asString())
                .toList();
    }
}
