package dev.darkroom.job;

import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Rewrites the summary and tells the observer, every other second, until it is closed. */
final class SummaryTicker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SummaryTicker.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Summaries summaries;
    private final SummaryFile file;
    private final RunLedger ledger;
    private final KnownPace knownPace;
    private final Trouble trouble;
    private final RunObserver observer;
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "summary");
        thread.setDaemon(true);
        return thread;
    });

    SummaryTicker(
            Summaries summaries,
            SummaryFile file,
            RunLedger ledger,
            KnownPace knownPace,
            Trouble trouble,
            RunObserver observer) {
        this.summaries = summaries;
        this.file = file;
        this.ledger = ledger;
        this.knownPace = knownPace;
        this.trouble = trouble;
        this.observer = observer;
    }

    void start() {
        Future<?> unused = timer.scheduleWithFixedDelay(this::tick, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            RunSummary summary = summaries.running();
            file.write(summary);
            knownPace.keep();
            observer.progress(summary, ledger.count(RowState.SUBMITTING, RowState.SUBMITTED), trouble.words());
        } catch (IOException | DataAccessException | DiskFullException e) {
            if (DiskFull.isCauseOf(e)) {
                // The stations say so themselves.
                log.info("no room for the summary: {}", e.getMessage());
            } else {
                // The next one may work.
                log.warn("cannot write the summary: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("the summary is late");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
