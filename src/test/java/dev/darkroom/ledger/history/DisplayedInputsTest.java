package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DisplayedInputsTest {

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
    void a_row_tells_its_prompt_and_its_sources_and_an_invalid_one_nothing() {
        scene.stage(List.of(
                LedgerScene.row(1, "a", "blue\",\"image_urls\":[\"a/1\",\"a/2\"],\"x\":\"y"),
                LedgerScene.row(2, "b", "", "flash", 1, new RowReason("TOO_FEW", "no picture"))));

        assertThat(inputs())
                .containsExactly(
                        new DisplayedInput(1, "blue", List.of("a/1", "a/2")), new DisplayedInput(2, null, List.of()));
    }

    @Test
    void more_rows_than_a_page_come_each_once_in_manifest_order() {
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= 2_100; number++) {
            rows.add(LedgerScene.row(number, "row-" + number, "input " + number));
        }
        scene.stage(rows);

        List<DisplayedInput> inputs = inputs();

        assertThat(inputs).hasSize(2_100);
        assertThat(inputs.get(2_099)).isEqualTo(new DisplayedInput(2_100, "input 2100", List.of()));
    }

    @Test
    void a_row_that_shares_a_picture_made_again_tells_the_prompt_seed_and_predecessor_of_that_one() {
        scene.stage(List.of(redo("darker", 9L, "request-a")));
        RowKey redo = scene.key(1);
        List<DownloadedPicture> pictures = scene.succeed(1, "images/redo.png");
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(
                LedgerScene.row(1, "a", "blue\",\"image_urls\":[\"a/1\"],\"x\":\"y"),
                LedgerScene.row(2, "b", "green"),
                LedgerScene.row(3, "c", "green")));
        scene.equalRows().followEarlierRows();
        for (int row : List.of(1, 2)) {
            scene.markReused(row, redo);
            scene.apply(new PictureShared(scene.key(row), 0, RowState.REUSED, RowState.REUSED, pictures));
        }
        scene.apply(new PictureShared(scene.key(3), 0, RowState.FOLLOWER, RowState.FOLLOWER, pictures));

        assertThat(inputs())
                .containsExactly(
                        new DisplayedInput(1, "darker", List.of("a/1")),
                        new DisplayedInput(2, "darker", List.of()),
                        new DisplayedInput(3, "darker", List.of()));
        assertThat(scene.outcomes()).extracting(RowOutcome::seed).containsOnly(9L);
        assertThat(scene.outcomes()).extracting(RowOutcome::redoOf).containsOnly("request-a");
        assertThat(scene.outcomes()).extracting(RowOutcome::inputKey).contains("key of green");
    }

    @Test
    void a_row_whose_origin_is_pruned_tells_what_it_asks_for_itself() {
        scene.stage(List.of(redo("darker", 9L, "request-a")));
        RunRecord first = scene.run();
        RowKey redo = scene.key(1);
        List<DownloadedPicture> pictures = scene.succeed(1, "images/redo.png");
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "a", "green")));
        scene.markReused(1, redo);
        scene.apply(new PictureShared(scene.key(1), 0, RowState.REUSED, RowState.REUSED, pictures));
        RunRemoval removal = new RunRemoval(scene.dataSource(), first);
        removal.release();
        removal.delete();

        assertThat(inputs()).containsExactly(new DisplayedInput(1, "green", List.of()));
        assertThat(scene.outcome(1).seed()).isEqualTo(7);
        assertThat(scene.outcome(1).redoOf()).isNull();
    }

    @Test
    void a_model_that_takes_a_single_picture_has_a_source_too() {
        StagedRow row = LedgerScene.row(1, "a", "red");
        scene.stage(List.of(new StagedRow(
                1,
                row.line(),
                row.id(),
                row.fileStem(),
                row.model(),
                "{\"prompt\":\"red\",\"image_url\":\"https://a/1\"}",
                row.inputKey(),
                row.seed(),
                1,
                row.kept(),
                null,
                null)));

        assertThat(inputs()).containsExactly(new DisplayedInput(1, "red", List.of("https://a/1")));
    }

    private static StagedRow redo(String prompt, long seed, String redoOf) {
        StagedRow row = LedgerScene.row(1, "a", prompt);
        return new StagedRow(
                1,
                row.line(),
                row.id(),
                row.fileStem(),
                row.model(),
                row.input(),
                row.inputKey(),
                seed,
                1,
                row.kept(),
                redoOf,
                null);
    }

    private List<DisplayedInput> inputs() {
        List<DisplayedInput> inputs = new ArrayList<>();
        new DisplayedInputs(scene.dataSource(), JsonMapper.shared(), scene.run()).forEach(inputs::add);
        return inputs;
    }
}
