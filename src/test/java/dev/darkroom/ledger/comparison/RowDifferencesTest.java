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
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RowDifferencesTest {

    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);

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
    void each_row_is_of_one_kind_and_told_with_what_it_was_and_is() {
        stage(
                row(1, "same", "same"),
                row(2, "changed", "before"),
                row(3, "fixed", "fixed"),
                row(4, "failing", "failing"),
                row(5, "gone", "gone"),
                row(6, "broken", "before"),
                row(7, "ugly", "ugly"),
                row(8, "open", "open"),
                row(9, "redrawn", "redrawn"));
        IntStream.of(1, 2, 5, 6, 7, 8, 9).forEach(row -> succeed(row, ONE));
        IntStream.of(3, 4).forEach(this::fail);
        judge(7);
        RunRecord first = scene.run();
        scene.begin("second", LedgerScene.SERVICE);
        stage(
                row(1, "redrawn", "redrawn"),
                row(2, "open", "open"),
                row(3, "ugly", "ugly again"),
                row(4, "broken", "after"),
                row(5, "new", "new"),
                row(6, "failing", "failing"),
                row(7, "fixed", "fixed"),
                row(8, "changed", "after"),
                row(9, "same", "same"));
        IntStream.of(1, 3, 5, 7, 8).forEach(row -> succeed(row, OTHER));
        succeed(9, ONE);
        IntStream.of(4, 6).forEach(this::fail);

        List<RowDifference> rows = new ArrayList<>();
        Map<DifferenceKind, Long> counts = differences(first, scene.run()).forEach(rows::add);

        assertThat(rows.stream().map(row -> row.kind().keyword() + " " + row.id() + " " + row.changed()))
                .containsExactly(
                        "changed redrawn [picture]",
                        "open open []",
                        "fixed ugly [prompt]",
                        "broken broken [prompt]",
                        "new new []",
                        "still_failing failing []",
                        "fixed fixed []",
                        "changed changed [prompt]",
                        "gone gone []");
        assertThat(counts)
                .isEqualTo(Map.of(
                        DifferenceKind.BROKEN, 1L,
                        DifferenceKind.FIXED, 2L,
                        DifferenceKind.STILL_FAILING, 1L,
                        DifferenceKind.CHANGED, 2L,
                        DifferenceKind.NEW, 1L,
                        DifferenceKind.GONE, 1L,
                        DifferenceKind.OPEN, 1L,
                        DifferenceKind.SAME, 1L));
        ComparedDetails before = Objects.requireNonNull(rows.get(3).before());
        ComparedDetails after = Objects.requireNonNull(rows.get(3).after());
        assertThat(before.status()).isEqualTo("succeeded");
        assertThat(before.line()).isEqualTo(7);
        assertThat(before.files()).containsExactly("f.png");
        assertThat(before.costUsd()).isEqualByComparingTo("0.03");
        assertThat(before.reason()).isNull();
        assertThat(after.status()).isEqualTo("failed");
        assertThat(after.reason()).isEqualTo(SampleEvents.WHY.code() + ": " + SampleEvents.WHY.message());
        assertThat(after.costUsd()).as("nobody knows").isNull();
        assertThat(after.files()).isEmpty();
        assertThat(rows.get(4).before()).isNull();
        assertThat(rows.get(8).after()).isNull();
    }

    @Test
    void what_changed_is_named_by_input_and_a_seed_only_where_it_alone_differs() {
        stage(
                asking(1, "model", "flash", "{\"prompt\":\"x\",\"seed\":1}"),
                asking(2, "seed", "flash", "{\"prompt\":\"x\",\"seed\":1}"),
                asking(3, "both", "flash", "{\"prompt\":\"x\",\"seed\":1}"),
                asking(4, "more", "flash", "{\"prompt\":\"x\"}"),
                asking(5, "invalid", "flash", null));
        RunRecord first = scene.run();
        scene.begin("second", LedgerScene.SERVICE);
        stage(
                asking(1, "model", "dev", "{\"prompt\":\"x\",\"seed\":2}"),
                asking(2, "seed", "flash", "{\"prompt\":\"x\",\"seed\":2}"),
                asking(3, "both", "flash", "{\"prompt\":\"y\",\"seed\":2}"),
                asking(4, "more", "flash", "{\"prompt\":\"x\",\"image_urls\":[\"https://a/1\"]}"),
                asking(5, "invalid", "flash", "{\"prompt\":\"z\"}"));
        IntStream.rangeClosed(1, 5).forEach(this::fail);

        assertThat(all(first, scene.run()).stream().map(row -> row.id() + " " + row.changed()))
                .containsExactly(
                        "model [model]", "seed [seed]", "both [prompt]", "more [image_urls]", "invalid [input]");
    }

    @Test
    void a_row_that_follows_another_has_its_fate_and_reason() {
        stage(row(1, "a", "x"), row(2, "b", "x"));
        scene.equalRows().followEarlierRows();
        fail(1);
        RunRecord first = scene.run();
        scene.begin("second", LedgerScene.SERVICE);
        stage(row(1, "b", "y"));
        succeed(1, ONE);

        RowDifference fixed = all(first, scene.run()).get(0);

        assertThat(fixed.kind()).isEqualTo(DifferenceKind.FIXED);
        assertThat(Objects.requireNonNull(fixed.before()).status()).isEqualTo("failed");
        assertThat(Objects.requireNonNull(fixed.before()).reason()).startsWith(SampleEvents.WHY.code());
    }

    /** Compares by a way of its own: maps of ids. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void of_runs_by_chance_every_row_is_told_once_whatever_their_order(long seed) {
        Random chance = new Random(seed);
        List<StagedRow> one = rowsByChance(chance);
        stage(one.toArray(new StagedRow[0]));
        RunRecord first = scene.run();
        scene.begin("second", LedgerScene.SERVICE);
        List<StagedRow> other = rowsByChance(chance);
        stage(other.toArray(new StagedRow[0]));
        Map<String, StagedRow> before = byId(one);
        Map<String, StagedRow> after = byId(other);

        List<RowDifference> told = new ArrayList<>();
        Map<DifferenceKind, Long> counts = differences(first, scene.run()).forEach(told::add);

        assertThat(told.stream().filter(row -> row.kind() == DifferenceKind.NEW).map(RowDifference::id))
                .containsExactlyElementsOf(other.stream()
                        .map(StagedRow::id)
                        .filter(id -> !before.containsKey(id))
                        .toList());
        assertThat(told.stream()
                        .filter(row -> row.kind() == DifferenceKind.GONE)
                        .map(RowDifference::id))
                .containsExactlyElementsOf(one.stream()
                        .map(StagedRow::id)
                        .filter(id -> !after.containsKey(id))
                        .toList());
        assertThat(told.stream().filter(row -> !row.changed().isEmpty()).map(RowDifference::id))
                .containsExactlyElementsOf(other.stream()
                        .filter(row -> before.containsKey(row.id()))
                        .filter(row -> !Objects.equals(
                                Objects.requireNonNull(before.get(row.id())).inputKey(), row.inputKey()))
                        .map(StagedRow::id)
                        .toList());
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(other.size() + counts.getOrDefault(DifferenceKind.GONE, 0L));
        assertThat(told.stream().map(RowDifference::id)).doesNotHaveDuplicates();
    }

    private static Map<String, StagedRow> byId(List<StagedRow> rows) {
        return rows.stream().collect(Collectors.toMap(StagedRow::id, row -> row));
    }

    private static List<StagedRow> rowsByChance(Random chance) {
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < 7_000; id++) {
            if (chance.nextInt(10) > 0) {
                ids.add(id);
            }
        }
        Collections.shuffle(ids, chance);
        List<StagedRow> rows = new ArrayList<>();
        for (int id : ids) {
            rows.add(row(rows.size() + 1L, "id-" + id, id + (chance.nextInt(5) == 0 ? "x" : "y")));
        }
        return rows;
    }

    private List<RowDifference> all(RunRecord first, RunRecord second) {
        List<RowDifference> rows = new ArrayList<>();
        differences(first, second).forEach(rows::add);
        return rows;
    }

    private RowDifferences differences(RunRecord first, RunRecord second) {
        return new RowDifferences(scene.dataSource(), JsonMapper.shared(), first, second);
    }

    private void stage(StagedRow... rows) {
        scene.stage(List.of(rows));
    }

    private static StagedRow row(long number, String id, String input) {
        return LedgerScene.row(number, id, input);
    }

    private static StagedRow asking(long number, String id, String model, @Nullable String input) {
        StagedRow row = LedgerScene.row(number, id, id);
        return new StagedRow(
                number,
                row.line(),
                id,
                row.fileStem(),
                model,
                input,
                input == null ? null : "key of " + model + input,
                row.seed(),
                1,
                row.kept(),
                null,
                input == null ? SampleEvents.WHY : null);
    }

    private void succeed(int row, String sha256) {
        scene.complete(row, "0.02", "0.03", List.of("https://a/1"));
        scene.apply(new OutputsDownloaded(
                scene.key(row), 1, List.of(new DownloadedPicture("f.png", sha256, 1, 1, 1, "image/png")), 5));
    }

    private void fail(int row) {
        scene.submit(row, "0.02");
        scene.apply(new LedgerEvent.RequestEnded(
                scene.key(row), 1, RowState.FAILED, SampleEvents.WHY, new JobTimes(null, null), null));
    }

    private void judge(int row) {
        new StoredReviews(scene.dataSource(), scene.run())
                .record(
                        scene.ledger(),
                        Map.of(
                                (long) row,
                                List.of(new RecordedVerdict(
                                        Verdict.REJECTED, null, null, Instant.EPOCH, Instant.EPOCH, null))));
    }
}
