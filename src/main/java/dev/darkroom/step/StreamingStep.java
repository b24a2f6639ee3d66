package dev.darkroom.step;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.signals.RunSignals;
import java.util.function.BiConsumer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/** A step that streams: it has no transaction, since what it does must not be undone and done again. */
public final class StreamingStep {

    private StreamingStep() {}

    /** Builds a step that every start goes through again. */
    public static Step of(String name, JobRepository repository, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }

    /**
     * Builds a step before the first purchase: if it fails, nothing is submitted, and earlier purchases are still
     * collected.
     */
    public static Step beforeBuying(String name, JobRepository repository, RunSignals signals, Tasklet tasklet) {
        return of(name, repository, signalling(name, signals::failedBeforeBuying, tasklet));
    }

    /** Builds one that goes on while rows are bought: if it fails, everything stops. */
    public static Step whileBuying(String name, JobRepository repository, RunSignals signals, Tasklet tasklet) {
        return of(name, repository, signalling(name, signals::failed, tasklet));
    }

    /**
     * Builds one that others do not wait for, which may be buying by then: if it fails, nothing more is submitted.
     *
     * @param end is run when it has ended, however that was, and its failure is signalled
     */
    public static Step besideBuying(
            String name, JobRepository repository, RunSignals signals, Tasklet tasklet, Runnable end) {
        return of(name, repository, (contribution, chunk) -> {
            try {
                return signalling(name, signals::failedBeforeBuying, tasklet).execute(contribution, chunk);
            } finally {
                end.run();
            }
        });
    }

    private static Tasklet signalling(String name, BiConsumer<Throwable, String> signal, Tasklet tasklet) {
        return (contribution, chunk) -> {
            try {
                return tasklet.execute(contribution, chunk);
            } catch (Exception | Error e) {
                signal.accept(e, "the step " + name + " failed: " + FailureText.of(e));
                throw e;
            }
        };
    }

    /** Builds a step that a run goes through once. */
    public static Step once(String name, JobRepository repository, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .build();
    }
}
