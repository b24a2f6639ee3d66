package dev.darkroom.job;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.monitoring.RepeatingTimer;
import dev.darkroom.monitoring.ServiceHealthText;
import dev.darkroom.monitoring.TolerantTask;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.PhaseProgress;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites the summary and tells the observer, every other second, until it is closed; whatever fails is retried the
 * next time.
 */
final class SummaryTicker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SummaryTicker.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String WITHOUT =
            "until it succeeds the run goes on, but after a minute others take this process for dead";

    private final RunSummarizer summaries;
    private final SummaryFile file;
    private final RunLedger ledger;
    private final StoredRates knownPace;
    private final ServiceHealthText trouble;
    private final CurrentPhase phase;
    private final RunObserver observer;
    private final RepeatingTimer timer = new RepeatingTimer("summary");
    private final TolerantTask summing = new TolerantTask("cannot sum up how the run stands", WITHOUT);
    private final TolerantTask writing = new TolerantTask("cannot write the summary", WITHOUT);
    private final TolerantTask keeping = new TolerantTask("cannot keep the pace", "the next start begins at another");
    private final TolerantTask telling = new TolerantTask("cannot show the progress", "the run is not affected");

    SummaryTicker(
            RunSummarizer summaries,
            SummaryFile file,
            RunLedger ledger,
            StoredRates knownPace,
            ServiceHealthText trouble,
            CurrentPhase phase,
            RunObserver observer) {
        this.summaries = summaries;
        this.file = file;
        this.ledger = ledger;
        this.knownPace = knownPace;
        this.trouble = trouble;
        this.phase = phase;
        this.observer = observer;
    }

    void start() {
        timer.repeat(Duration.ZERO, INTERVAL, summing, this::tick);
    }

    /** Does each part though another fails. */
    void tick() {
        keeping.attempt(knownPace::keep);
        RunSummary summary = summaries.running();
        writing.attempt(() -> file.write(summary));
        telling.attempt(() -> tell(summary));
    }

    private void tell(RunSummary summary) {
        PhaseProgress preparing = phase.progress();
        if (preparing == null) {
            observer.progress(summary, ledger.count(RowState.SUBMITTING, RowState.SUBMITTED), message(summary));
        } else {
            observer.preparing(preparing);
        }
    }

    private @Nullable String message(RunSummary summary) {
        String paused = summary.pausedMessage(ZoneId.systemDefault());
        return paused == null ? trouble.message() : paused;
    }

    @Override
    public void close() {
        timer.end();
        try {
            if (!timer.awaitEnd(TIMEOUT)) {
                log.warn("the summary is late");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
