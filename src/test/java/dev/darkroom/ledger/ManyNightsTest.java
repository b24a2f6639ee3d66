package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.earlier.ReviewRejections;
import dev.darkroom.ledger.history.RunRemoval;
import dev.darkroom.ledger.history.RunTotals;
import dev.darkroom.ledger.history.StoredTotals;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Tests a catalog of one row that the first night purchased and every later one reused. */
class ManyNightsTest {

    private static final List<String> KEY = List.of("key of same");

    @TempDir
    Path folder;

    private LedgerScene scene;
    private RunRecord first;

    @BeforeEach
    void buyOnce() {
        scene = new LedgerScene(folder);
        first = scene.run();
        scene.stage(List.of(LedgerScene.row(1, "a", "same")));
        scene.succeed(1, "images/a-1.png");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_later_night_reads_what_was_bought_and_not_every_night() {
        nights(40);
        scene.begin("tonight", LedgerScene.SERVICE);

        assertThat(rows(scene.earlier().of(KEY))).extracting(EarlierRow::run).containsExactly("first");
        assertThat(rows(scene.earlier().copies(KEY, 30)))
                .hasSize(30)
                .first()
                .extracting(EarlierRow::run)
                .isEqualTo("night-40");
    }

    @Test
    void a_row_that_waits_in_another_run_is_told_by_that_run() {
        scene.begin("waiting", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "b", "other"), LedgerScene.row(2, "c", "third")));
        scene.begin("tonight", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "b", "other")));

        assertThat(rows(scene.earlier().of(List.of("key of other"))))
                .extracting(EarlierRow::run, EarlierRow::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("waiting", RowState.PENDING));
    }

    @Test
    void when_the_night_that_bought_is_deleted_its_copies_serve_as_they_are() {
        nights(3);
        remove(first);
        scene.begin("tonight", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "a", "same")));

        assertThat(scene.earlier().of(KEY)).doesNotContainKey("key of other");
        List<EarlierRow> copies = rows(scene.earlier().copies(KEY, 30));
        assertThat(copies).extracting(EarlierRow::run).containsExactly("night-3", "night-2", "night-1");
        assertThat(copies).allMatch(EarlierRow::hasPictures);
        assertThat(copies).extracting(EarlierRow::origin).containsOnly(new RowKey(first.number(), 1));
        assertThat(scene.earlier().pictures(copies.get(0))).hasSize(1);
        assertThat(scene.takeOvers(true)).isEmpty();
    }

    @Test
    void a_rejection_outlives_the_nights_that_knew_of_it() {
        nights(3);
        scene.reject(new RowKey(first.number() + 1, 1));
        RunRecord judged = run("night-1");
        remove(first);
        remove(judged);
        scene.begin("tonight", LedgerScene.SERVICE);

        assertThat(JdbcClient.create(scene.dataSource())
                        .sql("select row_key from review where rejected")
                        .query(Long.class)
                        .list())
                .containsExactly(new RowKey(first.number() + 2, 1).value());
        ReviewRejections rejections = scene.rejections();
        assertThat(rows(scene.earlier().copies(KEY, 30))).allMatch(row -> rejections.strikes("key of same", row));
    }

    @Test
    void what_is_to_share_a_deleted_night_and_does_not_yet_is_bought() {
        scene.begin("night", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "a", "same")));
        scene.markReused(1, new RowKey(first.number(), 1));
        new RunStore(scene.dataSource(), JsonMapper.shared())
                .ended(
                        scene.run().number(),
                        RunRecord.RunState.STOPPED,
                        "signal",
                        4,
                        scene.clock().instant());
        remove(first);
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
    }

    @Test
    void totals_are_counted_once_and_again_when_an_event_is_entered() {
        StoredTotals totals = new StoredTotals(scene.dataSource());
        RunStore runs = new RunStore(scene.dataSource(), JsonMapper.shared());
        totals.keepMissing(runs.newestFirst());
        assertThat(totals.all()).as("it still runs").isEmpty();
        runs.ended(
                first.number(),
                RunRecord.RunState.FINISHED,
                null,
                0,
                scene.clock().instant());
        totals.keepMissing(runs.newestFirst());
        RunTotals counted = RunTotals.count(scene.dataSource(), first);
        assertThat(counted.withPicture()).isEqualTo(1);
        assertThat(totals.all()).containsExactly(Map.entry(first.number(), counted));

        scene.apply(new ReviewRecorded(scene.key(1), 1, RowState.SUCCEEDED, true, null));
        assertThat(totals.all()).as("an event was entered").isEmpty();
        totals.keepMissing(runs.newestFirst());
        assertThat(totals.all()).hasSize(1);
        runs.running(first.number());
        assertThat(totals.all()).as("it goes on").isEmpty();
    }

    private void nights(int count) {
        for (int night = 1; night <= count; night++) {
            scene.begin("night-" + night, LedgerScene.SERVICE);
            scene.stage(List.of(LedgerScene.row(1, "a", "same")));
            scene.markReused(1, new RowKey(first.number(), 1));
            scene.ledger().recount();
            DownloadedPicture picture = scene.picture("images/a-1.png");
            scene.apply(new PictureShared(scene.key(1), 0, RowState.REUSED, RowState.REUSED, List.of(picture)));
        }
    }

    private void remove(RunRecord run) {
        RunRemoval removal = new RunRemoval(scene.dataSource(), run);
        removal.inheritedVerdicts().forEach(rejection -> scene.reject(rejection.row()));
        removal.release();
        removal.delete();
    }

    private RunRecord run(String id) {
        return new RunStore(scene.dataSource(), JsonMapper.shared()).find(id).orElseThrow();
    }

    private static List<EarlierRow> rows(Map<String, List<EarlierRow>> found) {
        return found.values().stream().flatMap(List::stream).toList();
    }
}
