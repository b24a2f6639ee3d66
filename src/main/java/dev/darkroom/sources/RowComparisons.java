package dev.darkroom.sources;

import dev.darkroom.ledger.history.PurchasedRow;
import dev.darkroom.sources.SourceComparison.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Holds rows against the source that they share, on all processors: thousands may begin with one picture, which a single
 * worker has fetched. Thread-safe.
 */
final class RowComparisons implements AutoCloseable {

    /** So few rows are judged sooner by the worker itself. */
    static final int PART = 32;

    private final SourceComparison comparison;
    private final SourceFindings findings;
    private final ExecutorService workers;

    /** @param findings where what they find goes */
    RowComparisons(SourceComparison comparison, SourceFindings findings, int processors) {
        this.comparison = comparison;
        this.findings = findings;
        this.workers = Executors.newFixedThreadPool(processors, RowComparisons::daemon);
    }

    /** Judges the rows; returns when all are. */
    void judge(List<PurchasedRow> rows, SourceFile source) throws InterruptedException {
        if (rows.size() <= PART) {
            judgePart(rows, source);
            return;
        }
        List<Callable<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += PART) {
            List<PurchasedRow> part = rows.subList(from, Math.min(rows.size(), from + PART));
            parts.add(() -> judgePart(part, source));
        }
        for (Future<Integer> judged : workers.invokeAll(parts)) {
            await(judged);
        }
    }

    private int judgePart(List<PurchasedRow> rows, SourceFile source) throws InterruptedException {
        for (PurchasedRow row : rows) {
            comparison.judge(row, source).ifPresent(findings::judged);
        }
        return rows.size();
    }

    private static void await(Future<Integer> judged) throws InterruptedException {
        try {
            judged.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException brokenOff) {
                throw brokenOff;
            }
            throw new IllegalStateException("rows could not be compared with their source", e.getCause());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "compare");
        thread.setDaemon(true);
        return thread;
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
