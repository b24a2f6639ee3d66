package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The program dies at every durable boundary, goes on with the same line, and the accounts agree. */
class CrashMatrixIntegrationTest {

    private static final List<Integer> ROWS = List.of(1, 6, CrashScene.ROWS);

    /** Else each point is tried at one of them, one point after the other. */
    private static final boolean EACH_ROW = Boolean.getBoolean("darkroom.crash-at-each-row");

    private static final List<String> FILES = List.of(
            "results.csv",
            "results.jsonl",
            "failed.csv",
            "report/totals.csv",
            "report/by-status.csv",
            "report/by-error.csv",
            "report/by-model.csv");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            names = {
                "RUN_FOLDER_MADE",
                "RUN_RECORDED",
                "RUN_DESCRIBED",
                "ALL_STAGED",
                "INDEXES_BUILT",
                "CHECKED",
                "READY_TO_BUY",
                "SUMMARY_WRITTEN",
                "END_RECORDED"
            })
    @Execution(ExecutionMode.CONCURRENT)
    void between_the_steps(CrashPoint point) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            assertThat(scene.runInto(point, point.words(0), 1)).as(scene.said()).isEqualTo(Trap.CODE);
            goesOnWithoutDoubt(scene);
        }
    }

    @ParameterizedTest
    @MethodSource("chunks")
    @Execution(ExecutionMode.CONCURRENT)
    void while_rows_are_staged(CrashPoint point, int chunk) throws Exception {
        try (CrashScene scene = new CrashScene(folder).mostlyRejected(2_400)) {
            assertThat(scene.runInto(point, "", chunk)).as(scene.said()).isEqualTo(Trap.CODE);
            assertThat(goesOn(scene).unknown()).isEmpty();
        }
    }

    static Stream<Arguments> chunks() {
        return Stream.of(
                Arguments.of(CrashPoint.CHUNK_WRITTEN, 1),
                Arguments.of(CrashPoint.CHUNK_WRITTEN, 2),
                Arguments.of(CrashPoint.CHUNK_WRITTEN, 3),
                Arguments.of(CrashPoint.CHUNK_COMMITTED, 2),
                Arguments.of(CrashPoint.CHUNK_COMMITTED, 3),
                Arguments.of(CrashPoint.ALL_STAGED, 1));
    }

    @ParameterizedTest
    @MethodSource("purchases")
    @Execution(ExecutionMode.CONCURRENT)
    void while_rows_are_bought(CrashPoint point, int row) throws Exception {
        boolean slow = point == CrashPoint.REQUEST_ACCEPTED;
        try (CrashScene scene = new CrashScene(folder).rows(slow ? row : 1, slow ? row : 0)) {
            int passing = point.namesRow() ? 1 : row;
            assertThat(scene.runInto(point, point.words(row), passing))
                    .as(scene.said())
                    .isEqualTo(Trap.CODE);
            Books books = goesOn(scene);
            if (point.namesRow()) {
                boolean lost = point.compareTo(CrashPoint.ID_JOURNALED) < 0;
                assertThat(books.statuses()).containsEntry("row-" + row, lost ? "unknown" : "succeeded");
                boolean sent = point.compareTo(CrashPoint.REQUEST_ACCEPTED) >= 0;
                assertThat(books.isAccepted("row-" + row)).isEqualTo(sent);
            }
        }
    }

    static Stream<Arguments> purchases() {
        return Stream.of(CrashPoint.values())
                .filter(CrashPoint::isOfOneRow)
                .flatMap(point -> rows(point).stream().map(row -> Arguments.of(point, row)));
    }

    private static List<Integer> rows(CrashPoint point) {
        return EACH_ROW ? ROWS : List.of(ROWS.get(point.name().length() % ROWS.size()));
    }

    @ParameterizedTest
    @MethodSource("files")
    @Execution(ExecutionMode.CONCURRENT)
    void while_results_are_written(CrashPoint point, String file) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            assertThat(scene.runInto(point, point.words(file), 1))
                    .as(scene.said())
                    .isEqualTo(Trap.CODE);
            goesOnWithoutDoubt(scene);
        }
    }

    static Stream<Arguments> files() {
        return FILES.stream()
                .flatMap(file -> Stream.of(
                        Arguments.of(CrashPoint.RESULT_FILE_WRITTEN, file),
                        Arguments.of(CrashPoint.RESULT_FILE_RENAMED, file)));
    }

    /** The journal knows the last row's id and the ledger does not; all others are on the wire. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "EXECUTION_RECOVERED",
                "RECOVERY_JOURNALED",
                "RECOVERY_HALF_COMMITTED",
                "RECOVERY_COMMITTED",
                "RECOVERED"
            })
    @Execution(ExecutionMode.CONCURRENT)
    void while_an_earlier_death_is_recovered_from(CrashPoint point) throws Exception {
        int last = CrashScene.ROWS;
        try (CrashScene scene = new CrashScene(folder).rows(1, last - 1)) {
            assertThat(scene.runInto(CrashPoint.ID_JOURNALED, CrashPoint.ID_JOURNALED.words(last), 1))
                    .as(scene.said())
                    .isEqualTo(Trap.CODE);
            assertThat(scene.runInto(point, point.words(0), 1)).as(scene.said()).isEqualTo(Trap.CODE);
            Books books = goesOn(scene);
            assertThat(books.unknown()).hasSize(last - 1);
            assertThat(books.statuses()).containsEntry("row-" + last, "succeeded");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void a_point_that_is_never_reached_is_noticed() throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            assertThat(scene.runInto(CrashPoint.INTENT_JOURNALED, CrashPoint.INTENT_JOURNALED.words(99), 1))
                    .as(scene.said())
                    .isZero();
        }
    }

    private static void goesOnWithoutDoubt(CrashScene scene) throws Exception {
        assertThat(goesOn(scene).statuses().values()).containsOnly("succeeded");
    }

    /** Runs to the end, compares, and runs once more, which buys nothing and ends alike. */
    private static Books goesOn(CrashScene scene) throws Exception {
        int code = scene.run();
        Books books = scene.books();
        books.agree(scene.workspace());
        assertThat(scene.restorable()).containsExactly("job.json", "journal", "manifest.csv.gz", "run.json");
        assertThat(books.statuses().values()).isSubsetOf("succeeded", "unknown", "rejected");
        boolean allThere = Set.copyOf(books.statuses().values()).equals(Set.of("succeeded"));
        assertThat(code).as(scene.said()).isEqualTo(allThere ? 0 : 5);
        assertThat(scene.run()).as(scene.said()).isEqualTo(code);
        assertThat(scene.books().purchases()).isEqualTo(books.purchases());
        return books;
    }
}
