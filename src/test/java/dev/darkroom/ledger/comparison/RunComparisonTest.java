package dev.darkroom.ledger.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

class RunComparisonTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_first_run_has_nothing_to_be_compared_with() {
        stage(row(1, "a", "x"));

        assertThat(comparison().compare()).isEmpty();
    }

    @Test
    void rows_are_told_apart_by_what_has_become_of_them() {
        stage(
                row(1, "same", "same"),
                row(2, "changed", "before"),
                row(3, "broken", "broken"),
                row(4, "hopeless", "hopeless"),
                row(5, "gone", "gone"),
                row(6, "ugly", "ugly"),
                row(7, "waiting", "waiting"));
        IntStream.of(1, 2, 5).forEach(row -> succeed(row, "0".repeat(64)));
        succeed(6, "1".repeat(64));
        fail(3);
        fail(4);
        judge(6, true);
        scene.begin("second", LedgerScene.SERVICE);
        stage(
                row(1, "same", "same"),
                row(2, "changed", "after"),
                row(3, "broken", "broken"),
                row(4, "hopeless", "hopeless"),
                row(5, "new", "new"),
                row(6, "ugly", "ugly again"),
                row(7, "waiting", "waiting"));
        reuse(1, "0".repeat(64));
        IntStream.of(2, 3, 5, 6).forEach(row -> succeed(row, "2".repeat(64)));
        fail(4);

        RunDifference difference = comparison().compare().orElseThrow();

        assertThat(difference.previous().id()).isEqualTo("first");
        assertThat(difference.added()).isEqualTo(rows("new"));
        assertThat(difference.changed()).isEqualTo(rows("changed", "ugly"));
        assertThat(difference.reused()).isEqualTo(rows("same"));
        assertThat(difference.fixed()).isEqualTo(rows("broken", "ugly"));
        assertThat(difference.stillFailing()).isEqualTo(rows("hopeless"));
        assertThat(difference.gone()).isEqualTo(rows("gone"));
    }

    @Test
    void a_rejected_picture_that_still_stands_there_is_not_fixed() {
        stage(row(1, "a", "x"));
        succeed(1, "1".repeat(64));
        judge(1, true);
        scene.begin("second", LedgerScene.SERVICE);
        stage(row(1, "a", "x"));
        reuse(1, "1".repeat(64));

        assertThat(comparison().compare().orElseThrow().fixed()).isEqualTo(rows());
    }

    @Test
    void rows_made_again_are_held_against_the_run_they_were_judged_in_and_later_runs_against_a_whole_one() {
        stage(row(1, "a", "x"), row(2, "b", "y"));
        IntStream.of(1, 2).forEach(row -> succeed(row, "1".repeat(64)));
        judge(2, true);
        scene.begin("second", LedgerScene.SERVICE);
        stage(row(1, "a", "x"), row(2, "b", "y"));
        scene.begin("redo", LedgerScene.SERVICE);
        stage(redo(1, "b", "y and seed", "request-2"));
        succeed(1, "3".repeat(64));

        RunDifference redo = comparison().compare().orElseThrow();

        assertThat(redo.previous().id()).isEqualTo("first");
        assertThat(redo.fixed()).isEqualTo(rows("b"));
        assertThat(redo.gone()).isEqualTo(rows());
        scene.begin("third", LedgerScene.SERVICE);
        stage(row(1, "a", "x"));
        RunDifference third = comparison().compare().orElseThrow();
        assertThat(third.previous().id()).isEqualTo("second");
        assertThat(third.gone()).isEqualTo(rows("b"));
    }

    @Test
    void another_service_and_second_rows_of_an_id_do_not_count() {
        stage(row(1, "a", "x"));
        scene.begin("elsewhere", "https://other.example/v1");
        stage(row(1, "q", "x"));
        scene.begin("second", LedgerScene.SERVICE);
        stage(row(1, "b", "x"), row(2, "b", "y"));
        scene.equalRows().rejectSecondIds();

        RunDifference difference = comparison().compare().orElseThrow();

        assertThat(difference.previous().id()).isEqualTo("first");
        assertThat(difference.added()).isEqualTo(rows("b"));
    }

    @Test
    void more_rows_than_a_page_are_compared_and_fifty_of_a_group_are_named() {
        int count = 2_500;
        stageMany(count, "x");
        scene.begin("second", LedgerScene.SERVICE);
        stageMany(count - 100, "y");

        RunDifference difference = comparison().compare().orElseThrow();

        assertThat(difference.changed().count()).isEqualTo(count - 100);
        assertThat(difference.changed().ids())
                .hasSize(50)
                .startsWith("row 1", "row 2")
                .endsWith("row 50");
        assertThat(difference.gone().count()).isEqualTo(100);
        assertThat(difference.gone().ids()).hasSize(50).startsWith("row 2401");
    }

    private void stageMany(int count, String input) {
        List<StagedRow> rows = new ArrayList<>();
        for (int row = 1; row <= count; row++) {
            rows.add(row(row, "row " + row, input + row));
        }
        scene.stage(rows);
    }

    private RunComparison comparison() {
        return new RunComparison(scene.dataSource(), JsonMapper.shared(), scene.run());
    }

    private static RunDifference.DifferingRows rows(String... ids) {
        return new RunDifference.DifferingRows(ids.length, List.of(ids));
    }

    private void stage(StagedRow... rows) {
        scene.stage(List.of(rows));
    }

    private static StagedRow row(long number, String id, String input) {
        return LedgerScene.row(number, id, input);
    }

    private static StagedRow redo(long number, String id, String input, String redoOf) {
        StagedRow row = row(number, id, input);
        return new StagedRow(
                number,
                row.line(),
                id,
                row.fileStem(),
                row.model(),
                row.input(),
                row.inputKey(),
                row.seed(),
                row.outputs(),
                row.kept(),
                redoOf,
                null);
    }

    private void succeed(int row, String sha256) {
        scene.complete(row, "0.02", "0.02", List.of("https://a/1"));
        scene.apply(new OutputsDownloaded(scene.key(row), 1, List.of(picture(sha256)), 5));
    }

    private void fail(int row) {
        scene.submit(row, "0.02");
        scene.apply(new LedgerEvent.RequestEnded(
                scene.key(row), 1, RowState.FAILED, SampleEvents.WHY, new JobTimes(null, null), null));
    }

    private void judge(int row, boolean rejected) {
        new StoredReviews(scene.dataSource(), scene.run())
                .record(
                        scene.ledger(),
                        Map.of(
                                (long) row,
                                List.of(new RecordedVerdict(
                                        rejected ? Verdict.REJECTED : Verdict.APPROVED,
                                        null,
                                        null,
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        null))));
    }

    private void reuse(int row, String sha256) {
        scene.reuse(row);
        new JdbcTemplate(scene.dataSource())
                .update(
                        "insert into picture (row_key, n, file, sha256, bytes, width, height, content_type)"
                                + " values (?, 1, 'f', ?, 1, 1, 1, 'image/png')",
                        scene.key(row).value(),
                        sha256);
    }

    private static DownloadedPicture picture(String sha256) {
        return new DownloadedPicture("f.png", sha256, 1, 1, 1, "image/png");
    }
}
