package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.scenes.TestDatabase;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets the program die at every durable boundary and run on by the same command; the accounts must agree. Points before
 * and after the buying are tried in one chain of processes, those of a purchase at the first row; with the Maven
 * profile {@code long} each is also tried alone, and at a middle and the last row.
 */
class CrashMatrixIT {

    private static final List<Integer> OTHER_ROWS = List.of(6, CrashScene.ROWS);

    private static final Set<CrashPoint> BETWEEN_STEPS = EnumSet.of(
            CrashPoint.RUN_FOLDER_MADE,
            CrashPoint.RUN_RECORDED,
            CrashPoint.RUN_DESCRIBED,
            CrashPoint.ALL_STAGED,
            CrashPoint.INDEXES_BUILT,
            CrashPoint.CHECKED,
            CrashPoint.READY_TO_BUY,
            CrashPoint.SUMMARY_WRITTEN,
            CrashPoint.END_RECORDED);

    private static final Set<CrashPoint> RECOVERY = EnumSet.range(CrashPoint.EXECUTION_RECOVERED, CrashPoint.RECOVERED);

    private static final String FIRST_FILE = "results.csv";

    private static final List<String> OTHER_FILES = List.of(
            "results.jsonl",
            "failed.csv",
            "succeeded.csv",
            "report/junit.xml",
            "report/totals.csv",
            "report/by-status.csv",
            "report/by-error.csv",
            "report/by-model.csv");

    @TempDir
    Path folder;

    @Tag("one-engine")
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void between_the_steps_one_after_the_other() throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            for (CrashPoint point : BETWEEN_STEPS) {
                dies(scene, point, point.message(0), 1);
            }
            assertThat(goesOnTwice(scene).statuses().values()).containsOnly("succeeded");
        }
    }

    static Set<CrashPoint> betweenSteps() {
        return BETWEEN_STEPS;
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("betweenSteps")
    @Execution(ExecutionMode.CONCURRENT)
    void between_the_steps(CrashPoint point) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            dies(scene, point, point.message(0), 1);
            assertThat(goesOnTwice(scene).statuses().values()).containsOnly("succeeded");
        }
    }

    @ParameterizedTest
    @MethodSource("chunks")
    @Execution(ExecutionMode.CONCURRENT)
    void while_rows_are_staged(CrashPoint point, int chunk) throws Exception {
        try (CrashScene scene = new CrashScene(folder).mostlyRejected(2_400)) {
            dies(scene, point, "", chunk);
            assertThat(goesOn(scene).unknown()).isEmpty();
        }
    }

    static Stream<Arguments> chunks() {
        return Stream.of(Arguments.of(CrashPoint.CHUNK_WRITTEN, 2), Arguments.of(CrashPoint.CHUNK_COMMITTED, 2));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("otherChunks")
    @Execution(ExecutionMode.CONCURRENT)
    void while_any_rows_are_staged(CrashPoint point, int chunk) throws Exception {
        while_rows_are_staged(point, chunk);
    }

    static Stream<Arguments> otherChunks() {
        return Stream.of(
                Arguments.of(CrashPoint.CHUNK_WRITTEN, 1),
                Arguments.of(CrashPoint.CHUNK_WRITTEN, 3),
                Arguments.of(CrashPoint.CHUNK_COMMITTED, 3),
                Arguments.of(CrashPoint.ALL_STAGED, 1));
    }

    @ParameterizedTest
    @MethodSource("purchases")
    @Execution(ExecutionMode.CONCURRENT)
    void while_the_first_row_is_bought(CrashPoint point) throws Exception {
        boughtAtDeath(point, 1);
    }

    static Stream<CrashPoint> purchases() {
        return Stream.of(CrashPoint.values())
                .filter(CrashPoint::isOfOneRow)
                .filter(CrashPoint::isPassed)
                .filter(point -> !TestDatabase.isPostgres() || point.isOfLedger());
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("otherPurchases")
    @Execution(ExecutionMode.CONCURRENT)
    void while_any_row_is_bought(CrashPoint point, int row) throws Exception {
        boughtAtDeath(point, row);
    }

    static Stream<Arguments> otherPurchases() {
        return purchases()
                .filter(point -> !point.isOfOneGroup())
                .flatMap(point -> OTHER_ROWS.stream().map(row -> Arguments.of(point, row)));
    }

    /** Dies where a group of at least two pictures, which are one row's, is partly in its place. */
    @Tag("one-engine")
    @ParameterizedTest
    @EnumSource(names = {"GROUP_FORCED", "PICTURE_RENAMED", "GROUP_RENAMED", "FOLDERS_FORCED"})
    @Execution(ExecutionMode.CONCURRENT)
    void while_a_group_of_pictures_is_put_in_its_place(CrashPoint point) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rowsOfTwoOutputs()) {
            dies(scene, point, point.message(0), 1);
            assertThat(goesOn(scene).statuses().values()).containsOnly("succeeded");
            assertThat(scene.pictures()).isEqualTo(2 * CrashScene.ROWS);
        }
    }

    private void boughtAtDeath(CrashPoint point, int row) throws Exception {
        boolean slow = point == CrashPoint.REQUEST_ACCEPTED;
        try (CrashScene scene = new CrashScene(folder).rows(slow ? row : 1, slow ? row : 0)) {
            dies(scene, point, point.message(row), point.namesRow() ? 1 : row);
            PurchaseAudit books = goesOn(scene);
            if (point.namesRow()) {
                boolean lost = point.compareTo(CrashPoint.idKnown()) < 0;
                assertThat(books.statuses()).containsEntry("row-" + row, lost ? "unknown" : "succeeded");
                boolean sent = point.compareTo(CrashPoint.REQUEST_ACCEPTED) >= 0;
                assertThat(books.isAccepted("row-" + row)).isEqualTo(sent);
            }
        }
    }

    @Tag("one-engine")
    @ParameterizedTest
    @MethodSource("firstFile")
    @Execution(ExecutionMode.CONCURRENT)
    void while_results_are_written(CrashPoint point, String file) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            dies(scene, point, point.message(file), 1);
            assertThat(goesOn(scene).statuses().values()).containsOnly("succeeded");
        }
    }

    static Stream<Arguments> firstFile() {
        return sidesOf(FIRST_FILE);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("otherFiles")
    @Execution(ExecutionMode.CONCURRENT)
    void while_any_results_are_written(CrashPoint point, String file) throws Exception {
        while_results_are_written(point, file);
    }

    static Stream<Arguments> otherFiles() {
        return OTHER_FILES.stream().flatMap(CrashMatrixIT::sidesOf);
    }

    private static Stream<Arguments> sidesOf(String file) {
        return Stream.of(
                Arguments.of(CrashPoint.RESULT_FILE_WRITTEN, file), Arguments.of(CrashPoint.RESULT_FILE_RENAMED, file));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void while_an_earlier_death_is_recovered_from_one_after_the_other() throws Exception {
        diesWithAllOnTheWire(recovery());
    }

    static Set<CrashPoint> recovery() {
        return RECOVERY.stream()
                .filter(CrashPoint::isPassed)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(CrashPoint.class)));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("recovery")
    @Execution(ExecutionMode.CONCURRENT)
    void while_an_earlier_death_is_recovered_from(CrashPoint point) throws Exception {
        diesWithAllOnTheWire(Set.of(point));
    }

    /**
     * Lets the process die where the journal knows the last row's id and the ledger does not, or where it is just committed if
     * there is no journal; all others are on the wire.
     */
    private void diesWithAllOnTheWire(Set<CrashPoint> recovery) throws Exception {
        int last = CrashScene.ROWS;
        try (CrashScene scene = new CrashScene(folder).rows(1, last - 1)) {
            dies(scene, CrashPoint.idKnown(), CrashPoint.idKnown().message(last), 1);
            for (CrashPoint point : recovery) {
                dies(scene, point, point.message(0), 1);
            }
            PurchaseAudit books = goesOnTwice(scene);
            assertThat(books.unknown()).hasSize(last - 1);
            assertThat(books.statuses()).containsEntry("row-" + last, "succeeded");
        }
    }

    /** Dies in the second night, which may be buying its new row by then. */
    @ParameterizedTest
    @MethodSource("reuse")
    @Execution(ExecutionMode.CONCURRENT)
    void while_the_next_night_reuses_rows_beside_buying(CrashPoint point) throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            assertThat(goesOn(scene).purchases()).isEqualTo(CrashScene.ROWS);
            scene.nextNight();
            dies(scene, point, point.message(2), 1);
            scene.run();
            PurchaseAudit books = scene.books();
            books.agreeOnReused(scene.workspace());
            List<String> statuses = List.copyOf(books.statuses().values());
            assertThat(statuses.subList(0, CrashScene.ROWS)).containsOnly("reused");
            assertThat(statuses.get(CrashScene.ROWS)).isIn("succeeded", "unknown");
        }
    }

    static Stream<CrashPoint> reuse() {
        return EnumSet.range(CrashPoint.LOOKED_UP, CrashPoint.REUSE_COMMITTED).stream()
                .filter(CrashPoint::isPassed);
    }

    @Tag("h2")
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void what_the_journal_alone_knows_is_told_by_every_command() throws Exception {
        int last = CrashScene.ROWS;
        try (CrashScene scene = new CrashScene(folder).rows(1, last - 1)) {
            dies(scene, CrashPoint.ID_RECORDED, CrashPoint.ID_RECORDED.message(last), 1);
            String doubted = "\"unknown\" : " + (last - 1);
            assertThat(scene.tell("plan", "job.yaml", "--json"))
                    .contains(doubted, "\"collecting\" : 1", "\"to_buy\" : 0", "\"notes\" : [ ]");
            assertThat(scene.tell("runs", "--json")).contains("\"bought\" : 1");
            assertThat(scene.tell("status", "--json")).contains(doubted, "\"submitted\" : 1");
        }
    }

    @Tag("one-engine")
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void a_point_that_is_never_reached_is_noticed() throws Exception {
        try (CrashScene scene = new CrashScene(folder).rows(1, 0)) {
            assertThat(scene.runInto(CrashPoint.INTENT_RECORDED, CrashPoint.INTENT_RECORDED.message(99), 1))
                    .as(scene.said())
                    .isZero();
        }
    }

    private static void dies(CrashScene scene, CrashPoint point, String message, int passing) throws Exception {
        assertThat(scene.runInto(point, message, passing))
                .as("%s: %s", point, scene.said())
                .isEqualTo(CrashTrap.CODE);
    }

    /** Runs to the end and compares. */
    private static PurchaseAudit goesOn(CrashScene scene) throws Exception {
        int code = scene.run();
        PurchaseAudit books = scene.books();
        books.agree(scene.workspace());
        assertThat(scene.restorable())
                .filteredOn(name -> !name.equals("balance.json"))
                .containsExactly("job.json", "journal", "manifest.csv.gz", "run.json", "survey.json");
        assertThat(books.statuses().values()).isSubsetOf("succeeded", "unknown", "rejected");
        boolean allThere = Set.copyOf(books.statuses().values()).equals(Set.of("succeeded"));
        assertThat(code).as(scene.said()).isEqualTo(allThere ? 0 : 5);
        return books;
    }

    /** Runs to the end, compares, and runs once more, which submits nothing and ends alike. */
    private static PurchaseAudit goesOnTwice(CrashScene scene) throws Exception {
        PurchaseAudit books = goesOn(scene);
        boolean allThere = Set.copyOf(books.statuses().values()).equals(Set.of("succeeded"));
        assertThat(scene.run()).as(scene.said()).isEqualTo(allThere ? 0 : 5);
        assertThat(scene.books().purchases()).isEqualTo(books.purchases());
        return books;
    }
}
