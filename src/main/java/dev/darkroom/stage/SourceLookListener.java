package dev.darkroom.stage;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.sourcelook.LookTally;
import dev.darkroom.sourcelook.RunSources;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.RunPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Looks at the sources before the first row is staged, and keeps what was seen in the run's folder: a start that stages the
 * rest of the rows goes by that.
 */
final class SourceLookListener implements StepExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(SourceLookListener.class);

    private final RunContext context;
    private final LookPass pass;
    private final RunSources sources;
    private final RunFolder folder;
    private final LongSupplier staged;
    private final CurrentPhase phase;
    private final RunSignals signals;

    /** @param staged how many rows are in the ledger, called when the step begins */
    SourceLookListener(
            RunContext context,
            LookPass pass,
            RunSources sources,
            RunFolder folder,
            LongSupplier staged,
            CurrentPhase phase,
            RunSignals signals) {
        this.context = context;
        this.pass = pass;
        this.sources = sources;
        this.folder = folder;
        this.staged = staged;
        this.phase = phase;
        this.signals = signals;
    }

    @Override
    public void beforeStep(StepExecution step) {
        if (staged.getAsLong() >= context.rows()) {
            return;
        }
        try {
            if (!sources.read(folder.lookedSources())) {
                look();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what was seen of the sources cannot be kept: " + FailureText.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            phase.end();
        }
    }

    private void look() throws IOException, InterruptedException {
        phase.begin(RunPhase.LOOKING, 0);
        SeenSources seen = pass.look(
                context.manifest(), context.rows(), context.preparer(), signals::stopImmediately, new PhaseOfLook());
        LookTally tally = seen.tally();
        boolean isNothingSeen = tally.isNothing();
        if (signals.stopImmediately() || (isNothingSeen && !context.preparer().mayWantLikeSource())) {
            return;
        }
        // Also that nothing was seen: a later start, which might see something, would stage rows by other sizes.
        sources.keep(seen.sources(), folder.lookedSources());
        folder.shareLookedSources();
        if (isNothingSeen) {
            log.info("the sources were not looked at: {}", tally.skipped());
            return;
        }
        log.info(
                "looked at the sources: {} files; {} addresses, {} requests, {} bytes, {} s; of {} nothing is known",
                tally.files(),
                tally.addresses(),
                tally.requests(),
                tally.bytes(),
                tally.took().toSeconds(),
                tally.unknown());
    }

    private final class PhaseOfLook implements LookProgress {

        @Override
        public void begin(long addresses) {
            phase.begin(RunPhase.LOOKING, addresses);
        }

        @Override
        public void settled(long addresses) {
            phase.done(addresses);
        }

        @Override
        public void end() {}
    }
}
