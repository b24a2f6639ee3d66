package dev.darkroom.stage;

import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.PreparedRow;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunPhase;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the manifest's rows as the ledger keeps them: a chunk of them at a time, prepared side by side, since that takes
 * longer than all else about a row. They come in manifest order. Used by one thread.
 */
final class StagedRowReader implements ItemStreamReader<StagedRow> {

    private final ManifestItemReader rows;
    private final RowPreparer preparer;
    private final RowProcessor processor;
    private final Consumer<InputProblem> warned;
    private final int chunk;
    private final int slices;
    private final Executor workers;
    private final CurrentPhase phase;
    private final Queue<StagedRow> ready = new ArrayDeque<>();

    /**
     * @param warned takes the warnings of the rows that are staged, in manifest order
     * @param chunk how many rows are prepared at a time
     * @param slices in how many parts, of which the caller's thread takes one
     * @param workers take the others
     * @param phase is told how many rows are read
     */
    StagedRowReader(
            ManifestItemReader rows,
            RowPreparer preparer,
            RowProcessor processor,
            Consumer<InputProblem> warned,
            int chunk,
            int slices,
            Executor workers,
            CurrentPhase phase) {
        this.rows = rows;
        this.preparer = preparer;
        this.processor = processor;
        this.warned = warned;
        this.chunk = chunk;
        this.slices = slices;
        this.workers = workers;
        this.phase = phase;
    }

    @Override
    public void open(ExecutionContext context) {
        phase.begin(RunPhase.READING, rows.total());
        rows.open(context);
        phase.done(rows.rows());
    }

    @Override
    public @Nullable StagedRow read() throws IOException {
        if (ready.isEmpty()) {
            prepare(next());
            phase.done(rows.rows());
        }
        return ready.poll();
    }

    private List<ManifestRow> next() throws IOException {
        List<ManifestRow> next = new ArrayList<>(chunk);
        for (ManifestRow row = rows.read(); row != null; row = rows.read()) {
            next.add(row);
            if (next.size() == chunk) {
                break;
            }
        }
        return next;
    }

    private void prepare(List<ManifestRow> next) {
        int slice = Math.max(1, (next.size() + slices - 1) / slices);
        List<CompletableFuture<List<ReadyRow>>> others = new ArrayList<>();
        for (int from = slice; from < next.size(); from += slice) {
            others.add(prepareAside(next.subList(from, Math.min(next.size(), from + slice))));
        }
        add(prepared(next.subList(0, Math.min(next.size(), slice))));
        for (CompletableFuture<List<ReadyRow>> other : others) {
            add(result(other));
        }
    }

    private CompletableFuture<List<ReadyRow>> prepareAside(List<ManifestRow> slice) {
        try {
            return CompletableFuture.supplyAsync(() -> prepared(slice), workers);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.completedFuture(prepared(slice));
        }
    }

    private static List<ReadyRow> result(CompletableFuture<List<ReadyRow>> prepared) {
        try {
            return prepared.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
        }
    }

    private List<ReadyRow> prepared(List<ManifestRow> slice) {
        return slice.stream()
                .map(row -> {
                    PreparedRow prepared = preparer.prepare(row);
                    return new ReadyRow(processor.staged(prepared), prepared.warnings());
                })
                .toList();
    }

    private void add(List<ReadyRow> slice) {
        for (ReadyRow row : slice) {
            row.warnings.forEach(warned);
            ready.add(row.row);
        }
    }

    @Override
    public void update(ExecutionContext context) {
        rows.update(context);
    }

    @Override
    public void close() {
        phase.end();
        rows.close();
    }

    private record ReadyRow(StagedRow row, List<InputProblem> warnings) {}
}
