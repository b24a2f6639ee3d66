package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

class StreamingStepTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private RunSignals signals;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(1);
        signals = scene.ledger().signals();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_step_that_fails_while_rows_are_bought_stops_everything() throws Exception {
        execute(StreamingStep.whileBuying("lend", new ResourcelessJobRepository(), signals, (step, chunk) -> {
            throw new IllegalStateException("no table");
        }));

        RunSignals.StopSignal stopped = Objects.requireNonNull(signals.stopped(), "nothing has stopped it");
        assertThat(stopped.reason()).isEqualTo(StopReason.FAILURE);
        assertThat(stopped.message()).startsWith("the step lend failed: ").contains("no table");
    }

    @Test
    void a_step_that_fails_before_anything_is_bought_leaves_what_was_bought_before_to_be_collected() throws Exception {
        execute(StreamingStep.beforeBuying("check", new ResourcelessJobRepository(), signals, (step, chunk) -> {
            throw new IllegalStateException("no table");
        }));

        assertThat(Objects.requireNonNull(signals.stopped(), "nothing has stopped it")
                        .reason())
                .isEqualTo(StopReason.UNPREPARED);
    }

    private static void execute(Step step) throws Exception {
        JobExecution job = new JobExecution(1, new JobInstance(1, "night"), new JobParameters());
        step.execute(new StepExecution(1, step.getName(), job));
    }
}
