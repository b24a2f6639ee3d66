package dev.darkroom.ledger.earlier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.FrailDataSource;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RowsById;
import dev.darkroom.ledger.history.RunRemoval;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class LookUpEntriesTest {

    private static final int ROWS = 7;

    @TempDir
    Path folder;

    private LedgerScene scene;
    private RunRecord first;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        first = scene.run();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rows_of_a_run_that_died_before_it_entered_any_are_found() {
        scene.rows(ROWS);
        scene.begin("tonight", LedgerScene.SERVICE);

        assertThat(foundRows()).isEqualTo(ROWS);
        assertThat(scene.earlier().knownIds(List.of("row-1", "row-7", "row-8"))).containsOnly("row-1", "row-7");
    }

    @Test
    void what_is_found_by_what_it_makes_again_needs_no_other_look_up_before() {
        scene.stage(List.of(redo(1, "row-1", "violet", "request-9")));
        scene.begin("tonight", LedgerScene.SERVICE);

        assertThat(scene.earlier().redoing(List.of("request-9", "request-8")))
                .extracting(EarlierRow::inputKey)
                .containsExactly("key of violet");
        assertThat(scene.earlier().redoing(List.of("row-1"))).isEmpty();
    }

    /** Lets it die at each of its commits, before and after it, and go on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_process_that_dies_on_the_way_leaves_nothing_out_and_nothing_twice(boolean committed) {
        scene.rows(ROWS);
        FrailDataSource frail = new FrailDataSource(scene.dataSource());
        scene.begin("tonight", LedgerScene.SERVICE);
        boolean failed = true;
        for (int commit = 1; failed; commit++) {
            forgetEntries();
            frail.failAt(commit, committed);
            failed = failsToEnter(frail);
            frail.takeFailure();

            assertThat(foundRows()).as("killed at commit " + commit).isEqualTo(ROWS);
            assertThat(entries(first))
                    .isEqualTo(LongStream.rangeClosed(1, ROWS)
                            .flatMap(row -> LongStream.of(row, row))
                            .boxed()
                            .toList());
            assertThat(commit).isLessThan(20);
        }
    }

    private static boolean failsToEnter(FrailDataSource frail) {
        try {
            new LookUpEntries(frail, 3, 4).enterAll();
            return false;
        } catch (RuntimeException e) {
            assertThat(frail.hasFailed()).as(e.toString()).isTrue();
            return true;
        }
    }

    @Test
    void rows_that_are_staged_after_others_were_entered_are_entered_too() {
        scene.rows(2);
        enterAll();
        new RowStaging(scene.dataSource(), scene.clock())
                .add(
                        first.number(),
                        IntStream.rangeClosed(3, ROWS)
                                .mapToObj(row -> LedgerScene.row(row, "row-" + row, "first/" + row))
                                .toList());
        scene.begin("tonight", LedgerScene.SERVICE);

        assertThat(foundRows()).isEqualTo(ROWS);
        assertThat(entries(first)).hasSize(2 * ROWS);
    }

    @Test
    void the_own_run_which_may_be_staging_is_left_out() {
        scene.rows(ROWS);
        scene.begin("tonight", LedgerScene.SERVICE);
        scene.rows(2);

        assertThat(foundRows()).isEqualTo(ROWS);
        assertThat(entries(scene.run())).isEmpty();
    }

    @Test
    @Tag("h2")
    void who_looks_at_a_copy_sees_the_rows_of_a_run_that_is_at_work() throws IOException {
        scene.rows(ROWS);
        Path copy = folder.resolve("copy");
        Files.copy(folder.resolve("ledger.mv.db"), Path.of(copy + ".mv.db"));
        try (LedgerDatabase database = LedgerDatabase.openCopy(copy, "1.2.3")) {
            assertThat(new EarlierRowFinder(database.dataSource(), LedgerScene.SERVICE, null).of(keys()))
                    .hasSize(ROWS);
        }
        assertThat(entries(first)).isEmpty();
    }

    @Test
    void rows_whose_hashes_collide_are_told_apart() {
        scene.stage(List.of(LedgerScene.row(1, "mine", "mine"), redo(2, "other", "other", "request-1")));
        scene.succeed(1, "images/mine-1.png");
        scene.begin("copies", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "mine", "mine")));
        scene.markReused(1, new RowKey(first.number(), 1));
        RunRecord copies = scene.run();
        scene.begin("tonight", LedgerScene.SERVICE);
        enterAll();
        for (String text : List.of("key of mine", "mine", "request-1")) {
            for (long row : List.of(key(first, 1), key(first, 2), key(copies, 1))) {
                collide(text, "their " + text, row);
            }
        }

        EarlierRowFinder finder = scene.earlier();
        assertThat(finder.of(List.of("their key of mine"))).isEmpty();
        assertThat(finder.copies(List.of("their key of mine"), 30)).isEmpty();
        assertThat(finder.knownIds(List.of("their mine"))).isEmpty();
        assertThat(finder.withId("their mine")).isEmpty();
        assertThat(finder.underWayWithId("their mine")).isEmpty();
        assertThat(finder.redoing(List.of("their request-1"))).isEmpty();
        assertThat(new RowsById(scene.dataSource(), first).find("their mine")).isEmpty();
        assertThat(finder.copies(List.of("key of mine"), 30)).hasSize(1);
        assertThat(finder.withId("mine")).hasSize(2);
        assertThat(new RowsById(scene.dataSource(), first).find("mine")).isPresent();
    }

    /** Enters a row for the hash of a text that it does not have, as if that were the hash of one it has. */
    private void collide(String has, String text, long row) {
        assertThat(text).isNotEqualTo(has);
        long entry = jdbc().sql("select max(entry) + 1 from row_look_up")
                .query(Long.class)
                .single();
        jdbc().sql("insert into row_look_up (entry, hash, row_key) values (?, ?, ?)")
                .params(entry, RowStaging.hash(text), row)
                .update();
    }

    @Test
    void a_run_that_is_deleted_takes_its_own_entries_along() {
        scene.rows(ROWS);
        scene.begin("second", LedgerScene.SERVICE);
        scene.rows(2);
        RunRecord second = scene.run();
        scene.begin("tonight", LedgerScene.SERVICE);
        enterAll();
        assertThat(entries(first)).hasSize(2 * ROWS);

        new RunRemoval(scene.dataSource(), first).delete();

        assertThat(entries(first)).isEmpty();
        assertThat(entries(second)).hasSize(4);
    }

    @Test
    void a_run_that_is_deleted_in_part_is_entered_again() {
        scene.rows(ROWS);
        scene.begin("tonight", LedgerScene.SERVICE);
        enterAll();
        jdbc().sql("alter table source rename to sources").update();

        assertThatThrownBy(() -> new RunRemoval(scene.dataSource(), first).delete())
                .isInstanceOf(DataAccessException.class);

        assertThat(entries(first)).isEmpty();
        assertThat(foundRows()).isEqualTo(ROWS);
    }

    private int foundRows() {
        return scene.earlier().of(keys()).size();
    }

    private static List<String> keys() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "key of first/" + row)
                .toList();
    }

    private void enterAll() {
        new LookUpEntries(scene.dataSource()).enterAll();
    }

    private void forgetEntries() {
        jdbc().sql("delete from row_look_up").update();
        jdbc().sql("update run set looked_up_rows = 0").update();
    }

    /** Returns the numbers of the run's rows, each as often as it is entered. */
    private List<Long> entries(RunRecord run) {
        return jdbc()
                .sql("select row_key from row_look_up where row_key > ? and row_key <= ? order by row_key")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(Long.class)
                .list()
                .stream()
                .map(row -> row - RowKey.firstOf(run.number()))
                .toList();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(scene.dataSource());
    }

    private static long key(RunRecord run, int row) {
        return new RowKey(run.number(), row).value();
    }

    private static StagedRow redo(long number, String id, String input, String redoOf) {
        StagedRow row = LedgerScene.row(number, id, input);
        return new StagedRow(
                row.number(),
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
}
