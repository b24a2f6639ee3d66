package dev.darkroom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.HardestNames;
import dev.darkroom.step.PhaseProgress;
import dev.darkroom.step.RunPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;

class StagedRowReaderTest {

    private static final ModelCatalog CATALOG = ModelCatalog.builtIn();

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<InputProblem> warnings = new ArrayList<>();
    private final CurrentPhase phase = new CurrentPhase();
    private final HardestNames names = new HardestNames(new FileNames("{{id}}"));

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void rows_prepared_side_by_side_come_in_manifest_order_with_their_warnings() throws IOException {
        List<StagedRow> rows = read(manifest(257), 257, 0, 100, 3, workers);
        assertThat(rows).extracting(StagedRow::number).containsExactlyElementsOf(numbers(1, 257));
        assertThat(rows).extracting(StagedRow::id).startsWith("a1", "a2").endsWith("a257");
        assertThat(warnings).extracting(InputProblem::line).containsExactly(51L, 101L, 151L, 201L, 251L);
        assertThat(names.isOf(257)).isTrue();
        assertThat(names.rows()).extracting(NamedRow::id).containsExactly("a100");
    }

    @Test
    void a_start_prepares_only_what_is_not_in_the_ledger() throws IOException {
        List<StagedRow> rows = read(manifest(20), 15, 7, 4, 2, workers);
        assertThat(rows).extracting(StagedRow::number).containsExactlyElementsOf(numbers(8, 15));
        assertThat(read(manifest(20), 20, 20, 4, 2, workers)).isEmpty();
    }

    @Test
    void workers_that_were_broken_off_lose_no_row() throws IOException {
        List<StagedRow> rows = read(manifest(10), 10, 0, 6, 3, task -> {
            throw new RejectedExecutionException("broken off");
        });
        assertThat(rows).extracting(StagedRow::number).containsExactlyElementsOf(numbers(1, 10));
    }

    private List<StagedRow> read(Path file, long most, long there, int chunk, int slices, Executor workers)
            throws IOException {
        Manifest manifest = Manifest.of(file, "m.csv", null);
        JobInput job = new JobInput(
                new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of(), List.of()),
                JsonNodeFactory.instance.objectNode(),
                "blackforestlabs/flux-2/flash/text-to-image",
                '.');
        RowPreparer preparer = new RowPreparer(job, ManifestSurvey.of(manifest, CATALOG), CATALOG);
        StagedRowReader reader = new StagedRowReader(
                new ManifestItemReader(manifest, most, () -> there),
                preparer,
                new RowProcessor(preparer, new FileNames("{{id}}")),
                names,
                () -> new HardestNames(new FileNames("{{id}}")),
                warnings::add,
                chunk,
                slices,
                workers,
                phase);
        assertThat(phase.progress()).isNull();
        List<StagedRow> rows = new ArrayList<>();
        reader.open(new ExecutionContext());
        for (StagedRow row = reader.read(); row != null; row = reader.read()) {
            rows.add(row);
            PhaseProgress progress = Objects.requireNonNull(phase.progress());
            assertThat(progress.phase()).isEqualTo(RunPhase.READING);
            assertThat(progress.total()).isEqualTo(most);
            assertThat(progress.done()).isBetween(row.number(), Math.min(most, row.number() + chunk));
        }
        reader.close();
        assertThat(phase.progress()).isNull();
        return rows;
    }

    /** Every fiftieth row has a word that is warned of. */
    private Path manifest(int rows) throws IOException {
        StringBuilder text = new StringBuilder("id,prompt\n");
        for (int row = 1; row <= rows; row++) {
            text.append('a')
                    .append(row)
                    .append(',')
                    .append(row % 50 == 0 ? "null" : "mug " + row)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("m.csv"), text);
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
