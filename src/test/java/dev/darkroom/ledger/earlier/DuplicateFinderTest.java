package dev.darkroom.ledger.earlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.UnknownRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class DuplicateFinderTest {

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
    void the_second_row_of_an_id_is_rejected_with_the_line_of_the_first() {
        scene.stage(List.of(row(1, "a", "x"), row(2, "b", "y"), row(3, "a", "z"), row(4, "A", "w")));
        assertThat(scene.equalRows().rejectSecondIds()).isEqualTo(1);
        assertThat(states(4)).containsExactly(RowState.PENDING, RowState.PENDING, RowState.REJECTED, RowState.PENDING);
        assertThat(scene.outcome(3).reason()).isEqualTo("DUPLICATE_ID: the id a is taken by line 2");
    }

    @Test
    void an_id_whose_first_row_is_rejected_is_taken_all_the_same() {
        scene.stage(List.of(LedgerScene.row(1, "a", "x", "flash", 1, SampleEvents.WHY), row(2, "a", "y")));
        scene.equalRows().rejectSecondIds();
        assertThat(states(2)).containsExactly(RowState.REJECTED, RowState.REJECTED);
        assertThat(scene.outcome(1).code()).isEqualTo("422001");
        assertThat(scene.outcome(2).code()).isEqualTo("DUPLICATE_ID");
    }

    @Test
    void of_three_equal_rows_the_later_two_follow_the_first() {
        scene.stage(List.of(row(1, "a", "same"), row(2, "b", "same"), row(3, "c", "other"), row(4, "d", "same")));
        assertThat(scene.equalRows().followEarlierRows()).isEqualTo(2);
        assertThat(states(4)).containsExactly(RowState.PENDING, RowState.FOLLOWER, RowState.PENDING, RowState.FOLLOWER);
    }

    @Test
    void nobody_follows_a_rejected_row() {
        scene.stage(List.of(row(1, "a", "x"), row(2, "a", "same"), row(3, "b", "same"), row(4, "c", "same")));
        check(scene);
        assertThat(states(4)).containsExactly(RowState.PENDING, RowState.REJECTED, RowState.PENDING, RowState.FOLLOWER);
    }

    @Test
    void rows_whose_files_would_share_a_name_are_marked_and_others_are_not() {
        scene.stage(List.of(row(1, "Mug", "x"), row(2, "mug", "y"), row(3, "cup", "z")));
        assertThat(scene.equalRows().markSharedNames()).isEqualTo(2);
        for (int row = 1; row <= 3; row++) {
            scene.complete(row, "0.02", "0.02", List.of("https://a/1"));
        }
        assertThat(scene.ledger().work().takeCompleted(9))
                .extracting(row -> row.name().byHash())
                .containsExactly(true, true, false);
    }

    @Test
    void what_this_process_has_staged_is_found_as_what_an_earlier_one_has() {
        RowHashes hashes = new RowHashes();
        RowStaging staging = new RowStaging(scene.dataSource(), scene.clock(), hashes);
        scene.stage(List.of(row(1, "a", "same")));
        staging.add(scene.run().number(), List.of(row(2, "a", "x"), row(3, "b", "same"), row(4, "c", "y")));
        DuplicateFinder afterKill =
                new DuplicateFinder(scene.dataSource(), JsonMapper.shared(), scene.clock(), scene.run(), hashes);
        assertThat(afterKill.rejectSecondIds()).isEqualTo(1);
        assertThat(afterKill.followEarlierRows()).isEqualTo(1);
        scene.ledger().recount();
        assertThat(states(4)).containsExactly(RowState.PENDING, RowState.REJECTED, RowState.FOLLOWER, RowState.PENDING);
    }

    @Test
    void an_earlier_run_is_seen_only_at_its_own_service_and_with_rows() {
        scene.stage(List.of(row(1, "a", "x")));
        assertThat(scene.earlier().any()).isFalse();
        scene.begin("second", LedgerScene.SERVICE);
        assertThat(scene.earlier().any()).isTrue();
        assertThat(scene.earlier().knownIds(List.of("a", "b"))).containsExactly("a");
        scene.begin("rehearsal", "simulator");
        assertThat(scene.earlier().any()).isFalse();
    }

    @Test
    void doing_it_again_changes_nothing() {
        scene.stage(List.of(row(1, "a", "same"), row(2, "a", "x"), row(3, "b", "same"), row(4, "c", "old")));
        check(scene);
        List<RowState> once = states(4);
        assertThat(check(scene)).isZero();
        scene.succeed(1, "images/a-1.png");
        assertThat(check(scene)).isZero();
        assertThat(states(4).subList(1, 4)).isEqualTo(once.subList(1, 4));
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
    }

    @Test
    void what_earlier_runs_of_this_service_made_is_found_the_newest_first() {
        scene.stage(List.of(row(1, "a", "same"), row(2, "b", "failed")));
        scene.succeed(1, "images/a-1.png");
        scene.submit(2, null);
        scene.apply(SampleEvents.ended(scene.key(2), RowState.FAILED, null));
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "a", "same")));
        scene.succeed(1, "images/newer.png");
        scene.begin("third", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "c", "same"), row(2, "d", "failed"), row(3, "e", "new")));
        Map<String, List<EarlierRow>> found = scene.earlier().of(List.of("key of same", "key of failed", "key of new"));
        assertThat(found).containsOnlyKeys("key of same");
        List<EarlierRow> rows = found.getOrDefault("key of same", List.of());
        assertThat(rows).extracting(EarlierRow::run).containsExactly("second", "first");
        assertThat(scene.earlier().pictures(rows.get(0)))
                .extracting(DownloadedPicture::file)
                .containsExactly("images/newer.png");
        assertThat(rows.get(0).output()).isEqualTo(folder.resolve("out-second"));
    }

    @Test
    void a_rehearsal_never_passes_for_the_real_thing() {
        scene.begin("rehearsal", "simulator");
        scene.stage(List.of(row(1, "a", "same")));
        scene.succeed(1, "images/a-1.png");
        scene.begin("real", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "a", "same")));
        assertThat(scene.earlier().of(List.of("key of same"))).isEmpty();
    }

    @Test
    void a_row_that_was_to_be_reused_when_its_process_died_is_looked_at_again() {
        scene.stage(List.of(row(1, "a", "same")));
        scene.succeed(1, "images/a-1.png");
        RowKey origin = scene.key(1);
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "a", "same"), row(2, "b", "same")));
        check(scene);
        scene.markReused(1, origin);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.PENDING);
        assertThat(scene.unbought().takeBackUnshared()).isEqualTo(1);
        scene.ledger().recount();
        assertThat(states(2)).containsExactly(RowState.PENDING, RowState.FOLLOWER);
        assertThat(scene.outcome(2).status()).isEqualTo(RowStatus.PENDING);
        scene.submit(1, null);
        assertThat(scene.outcome(2).status()).isEqualTo(RowStatus.SUBMITTED);
    }

    @Test
    void a_follower_shares_what_its_leader_bought_or_reused() {
        scene.stage(List.of(row(1, "a", "same"), row(2, "b", "same")));
        check(scene);
        assertThat(scene.equalRows().toShare(0, 10)).isEmpty();
        scene.succeed(1, "images/a-1.png");
        SharedRow follower = scene.equalRows().toShare(0, 10).get(0);
        assertThat(follower.name().id()).isEqualTo("b");
        RowKey origin = scene.key(1);
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "c", "same"), row(2, "d", "same")));
        check(scene);
        scene.markReused(1, origin);
        scene.apply(new PictureShared(scene.key(1), 0, RowState.REUSED, RowState.REUSED, follower.source()));
        SharedRow second = scene.equalRows().toShare(0, 10).get(0);
        assertThat(second.sourceOutput()).isEqualTo(scene.output());
        scene.apply(new PictureShared(second.key(), 0, RowState.FOLLOWER, RowState.FOLLOWER, second.source()));
        assertThat(scene.equalRows().toShare(0, 10)).isEmpty();
        assertThat(scene.outcomes()).extracting(RowOutcome::status).containsOnly(RowStatus.REUSED);
    }

    @Test
    void rows_to_share_come_page_by_page() {
        scene.stage(List.of(row(1, "a", "s"), row(2, "b", "s"), row(3, "c", "s"), row(4, "d", "s")));
        check(scene);
        scene.succeed(1, "images/a-1.png");
        DuplicateFinder duplicates = scene.equalRows();
        assertThat(duplicates.toShare(0, 2)).extracting(row -> row.key().row()).containsExactly(2, 3);
        assertThat(duplicates.toShare(3, 2)).extracting(row -> row.key().row()).containsExactly(4);
    }

    @Test
    void a_row_in_doubt_since_another_is_has_its_times_and_is_no_origin_of_doubt() {
        RunRecord first = scene.run();
        scene.stage(List.of(row(1, "a", "same")));
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(1), 1, SampleEvents.WHY));
        RowKey origin = scene.key(1);
        Instant sent = scene.clock().instant();
        scene.clock().advance(Duration.ofHours(24));
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(row(1, "b", "same")));
        assertThat(scene.takeOvers(false)).isEmpty();
        scene.ledger().applyAll(scene.takeOvers(true));
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
        RunFigures figures = new RunFigures(scene.dataSource(), scene.run());
        assertThat(figures.sharesDoubt()).isTrue();
        assertThat(figures.unknownRows()).extracting(UnknownRow::sentAt).containsExactly(sent);
        assertThat(new RunFigures(scene.dataSource(), first).sharesDoubt()).isFalse();

        JdbcClient.create(scene.dataSource())
                .sql("update row_state set state = 1 where row_key = ?")
                .param(origin.value())
                .update();
        assertThat(new EarlierRowFinder(scene.dataSource(), LedgerScene.SERVICE, first).of(List.of("key of same")))
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        rows -> rows.stream().noneMatch(EarlierRow::inDoubt), "nobody in doubt"));
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
        assertThat(scene.takeOvers(true)).isEmpty();
        scene.intend(1, 1, "0.02");
    }

    private static int check(LedgerScene scene) {
        DuplicateFinder duplicates = scene.equalRows();
        int moved = duplicates.rejectSecondIds() + duplicates.followEarlierRows();
        scene.ledger().recount();
        return moved;
    }

    private static StagedRow row(int number, String id, String input) {
        return LedgerScene.row(number, id, input);
    }

    private List<RowState> states(int rows) {
        return java.util.stream.IntStream.rangeClosed(1, rows)
                .mapToObj(scene::state)
                .toList();
    }
}
