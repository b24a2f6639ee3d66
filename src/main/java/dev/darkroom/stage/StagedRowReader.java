package dev.darkroom.stage;

import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.HardestNames;
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
import java.util.function.Supplier;
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
    private final HardestNames names;
    private final Supplier<HardestNames> namesOfSlice;
    private final Consumer<InputProblem> warned;
    private final int chunk;
    private final int slices;
    private final Executor workers;
    private final CurrentPhase phase;
    private final Queue<StagedRow> ready = new ArrayDeque<>();
    private List<CompletableFuture<PreparedSlice>> ahead = List.of();
    private boolean readAll;
    private long handedOn;

    /**
     * @param names takes the names of the rows
     * @param namesOfSlice makes a part of these
     * @param warned takes the warnings of the rows that are staged, in manifest order
     * @param chunk how many rows are prepared at a time
     * @param slices in how many parts
     * @param workers take these, while the rows before them are written
     * @param phase is told how many rows are read
     */
    StagedRowReader(
            ManifestItemReader rows,
            RowPreparer preparer,
            RowProcessor processor,
            HardestNames names,
            Supplier<HardestNames> namesOfSlice,
            Consumer<InputProblem> warned,
            int chunk,
            int slices,
            Executor workers,
            CurrentPhase phase) {
        this.rows = rows;
        this.preparer = preparer;
        this.processor = processor;
        this.names = names;
        this.namesOfSlice = namesOfSlice;
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
        handedOn = rows.rows();
        phase.done(handedOn);
    }

    @Override
    public @Nullable StagedRow read() throws IOException {
        if (ready.isEmpty()) {
            if (ahead.isEmpty()) {
                ahead = prepare(next());
            }
            List<CompletableFuture<PreparedSlice>> prepared = ahead;
            ahead = List.of();
            prepared.forEach(slice -> add(result(slice)));
            ahead = prepare(next());
            phase.done(handedOn);
        }
        return ready.poll();
    }

    private List<ManifestRow> next() throws IOException {
        List<ManifestRow> next = new ArrayList<>(chunk);
        while (!readAll && next.size() < chunk) {
            ManifestRow row = rows.read();
            readAll = row == null;
            if (row != null) {
                next.add(row);
            }
        }
        return next;
    }

    private List<CompletableFuture<PreparedSlice>> prepare(List<ManifestRow> next) {
        int slice = Math.max(1, (next.size() + slices - 1) / slices);
        List<CompletableFuture<PreparedSlice>> all = new ArrayList<>();
        for (int from = 0; from < next.size(); from += slice) {
            all.add(prepareAside(next.subList(from, Math.min(next.size(), from + slice))));
        }
        return all;
    }

    private CompletableFuture<PreparedSlice> prepareAside(List<ManifestRow> slice) {
        try {
            return CompletableFuture.supplyAsync(() -> prepared(slice), workers);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.completedFuture(prepared(slice));
        }
    }

    private static PreparedSlice result(CompletableFuture<PreparedSlice> prepared) {
        try {
            return prepared.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
        }
    }

    private PreparedSlice prepared(List<ManifestRow> slice) {
        HardestNames hardest = namesOfSlice.get();
        List<StagedRow> staged = new ArrayList<>();
        List<InputProblem> warnings = new ArrayList<>();
        for (ManifestRow row : slice) {
            PreparedRow prepared = preparer.prepare(row);
            staged.add(processor.staged(prepared));
            hardest.add(new NamedRow((int) prepared.number(), prepared.id(), prepared.kept(), false));
            warnings.addAll(prepared.warnings());
        }
        return new PreparedSlice(staged, warnings, hardest);
    }

    private void add(PreparedSlice slice) {
        slice.warnings.forEach(warned);
        ready.addAll(slice.rows);
        names.addAll(slice.names);
        handedOn += slice.rows.size();
    }

    @Override
    public void update(ExecutionContext context) {
        ManifestItemReader.keep(context, handedOn - ready.size());
    }

    @Override
    public void close() {
        phase.end();
        // What is prepared ahead is prepared again by the next start.
        ahead.forEach(slice -> slice.exceptionally(failed -> null).join());
        rows.close();
    }

    /**
     * A part of a chunk, in manifest order.
     *
     * @param names the hardest of them
     */
    private record PreparedSlice(List<StagedRow> rows, List<InputProblem> warnings, HardestNames names) {}
}
