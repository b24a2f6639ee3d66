package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.GroupedRows;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class GroupInspectionTest {

    private static final int ROWS = 9;
    private static final int GREY = 0xb0b0b0;
    private static final int WHITE = 0xffffff;
    private static final String UNEVEN = "uneven=brightness 0.69 among 1 and border #b0b0b0 among #ffffff";

    @TempDir
    Path folder;

    private LedgerScene scene;
    private ThumbnailStore thumbnails;

    @BeforeEach
    void buy() throws Exception {
        scene = new LedgerScene(folder);
        thumbnails = new ThumbnailStore(scene.output());
        List<StagedRow> rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(n -> LedgerScene.row(n, "id-" + n, "input " + n))
                .toList();
        scene.stage(rows);
        for (int n = 1; n <= ROWS; n++) {
            scene.succeed(n, "images/" + n + ".png");
            write(n, n == 5 ? GREY : WHITE);
        }
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_is_found_again_changes_nothing() throws Exception {
        assertThat(inspect("brand")).isTrue();
        assertThat(flags(5)).containsExactly(UNEVEN);
        assertThat(scene.state(5)).isEqualTo(RowState.SUCCEEDED);
        assertThat(scene.outcomes().stream().map(RowOutcome::flags).filter(flags -> !flags.isEmpty()))
                .hasSize(1);

        assertThat(inspect("brand")).isFalse();
    }

    @Test
    void what_more_pictures_have_outdone_is_replaced_and_other_flags_stay() throws Exception {
        flag(9, "blank=0.1", "uneven=fill 0.2 among 0.9");
        flag(5, "size=9x9", "uneven=brightness 0.69 among 0.9");

        assertThat(inspect("brand")).isTrue();

        assertThat(flags(9)).containsExactly("blank=0.1");
        assertThat(flags(5)).containsExactly("size=9x9", UNEVEN);
    }

    @Test
    void where_too_few_are_left_to_compare_what_was_found_stays() throws Exception {
        inspect("brand");
        Files.delete(thumbnails.output(1, 1));
        Files.delete(thumbnails.output(2, 1));

        assertThat(inspect("brand")).isFalse();

        assertThat(flags(5)).containsExactly(UNEVEN);
    }

    @Test
    void rows_without_a_value_of_the_column_are_no_group() throws Exception {
        assertThat(inspect("season")).isFalse();
    }

    @Test
    void a_run_that_is_to_end_at_once_flags_nothing() throws Exception {
        scene.ledger().signals().stop(StopReason.SIGNAL, "stopped");

        assertThat(inspect("brand")).isFalse();
        assertThat(flags(5)).isEmpty();
    }

    private boolean inspect(String column) throws InterruptedException {
        GroupedRows rows = new GroupedRows(scene.dataSource(), JsonMapper.shared(), scene.run(), column);
        return new GroupInspection(rows, scene.ledger(), new PictureDecoder(), 2).inspect();
    }

    private void write(int row, int colour) throws Exception {
        int[] pixels = new int[100 * 100];
        Arrays.fill(pixels, colour);
        thumbnails.write(thumbnails.output(row, 1), new SmallPicture(100, 100, pixels));
    }

    private void flag(int row, String... flags) {
        scene.apply(new FlagsRevised(scene.key(row), 1, RowState.SUCCEEDED, List.of(List.of(flags)), null));
    }

    private List<String> flags(int row) {
        return scene.outcome(row).flags();
    }
}
