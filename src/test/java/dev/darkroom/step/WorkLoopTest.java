package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.SameThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;

@Timeout(60)
class WorkLoopTest {

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<NextWork> script = new ArrayDeque<>();
    private final StepExecution execution =
            new StepExecution(1, "submit", new JobExecution(1, new JobInstance(1, "darkroom"), new JobParameters()));
    private final StepContribution contribution = new StepContribution(execution);
    private final ChunkContext chunk = new ChunkContext(new StepContext(execution));
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
    void items_are_handed_out_one_a_turn_and_counted_if_their_row_came_on() throws Exception {
        script.add(NextWork.item("submitting row 1", () -> true));
        script.add(NextWork.in(Duration.ZERO));
        script.add(NextWork.item("submitting row 2", () -> false));
        loop(new SameThread()).execute(contribution, chunk);
        assertThat(contribution.getWriteCount()).isEqualTo(1);
        assertThat(seen).containsExactly("begin", "next 0", "next 0", "next 0", "next 0", "end");
        assertThat(scene.ledger().signals().hasEnded(WorkStep.SUBMIT)).isTrue();
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void what_is_in_flight_is_waited_for_before_the_step_ends() throws Exception {
        script.add(NextWork.item("submitting row 1", () -> true));
        script.add(NextWork.item("submitting row 2", () -> true));
        loop(new LaterThread()).execute(contribution, chunk);
        assertThat(seen)
                .containsExactly("begin", "next 0", "next 1", "next 2", "hurry 0", "slept", "hurry 5", "slept", "end");
        assertThat(contribution.getWriteCount()).isEqualTo(2);
    }

    @Test
    void an_item_that_fails_stops_the_run_and_is_named() {
        script.add(NextWork.item("submitting row 7", () -> {
            throw new IllegalStateException("no idea");
        }));
        WorkLoop loop = loop(new LaterThread());
        loop.runOnce();
        assertThatThrownBy(() -> waiting.remove().run()).hasMessage("no idea");
        assertThat(stop()).isEqualTo("submitting row 7 failed: IllegalStateException: no idea");
        assertThat(loop.isBusy()).isFalse();
        assertThat(loop.moved()).isZero();
    }

    @Test
    void an_item_that_is_interrupted_stops_the_run() {
        script.add(NextWork.item("asking for row 7", () -> {
            throw new InterruptedException();
        }));
        loop(new SameThread()).runOnce();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stop()).isEqualTo("asking for row 7 was interrupted");
    }

    @Test
    void a_step_that_fails_ends_only_after_what_is_in_flight() {
        script.add(NextWork.item("submitting row 1", () -> {
            assertThat(scene.ledger().signals().hasEnded(WorkStep.SUBMIT)).isFalse();
            return true;
        }));
        script.add(NextWork.item("submitting row 2", () -> true));
        ExecutorService full = new LaterThread() {
            @Override
            public void execute(Runnable task) {
                if (!waiting.isEmpty()) {
                    throw new IllegalStateException("no more workers");
                }
                super.execute(task);
            }
        };
        WorkLoop loop = loop(full);
        assertThatThrownBy(() -> loop.execute(contribution, chunk)).hasMessage("no more workers");
        assertThat(loop.moved()).isEqualTo(1);
        assertThat(stop()).isEqualTo("submitting failed: IllegalStateException: no more workers");
        assertThat(scene.ledger().signals().hasEnded(WorkStep.SUBMIT)).isTrue();
        assertThat(seen).doesNotContain("end");
    }

    @Test
    void an_item_that_goes_on_without_its_worker_is_waited_for_and_counted_at_its_end() throws Exception {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        script.add(NextWork.begin("downloading row 1", () -> durable));
        waiting.add(() -> {
            assertThat(scene.ledger().signals().hasEnded(WorkStep.SUBMIT)).isFalse();
            durable.complete(true);
        });
        loop(new SameThread()).execute(contribution, chunk);
        assertThat(seen).containsExactly("begin", "next 0", "next 0", "hurry 0", "slept", "end");
        assertThat(contribution.getWriteCount()).isEqualTo(1);
    }

    @Test
    void what_fails_without_its_worker_stops_the_run_by_its_cause() {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        script.add(NextWork.begin("downloading row 7", () -> durable.thenApply(moved -> !moved)));
        WorkLoop loop = loop(new SameThread());
        loop.runOnce();
        assertThat(loop.isBusy()).isTrue();
        durable.completeExceptionally(new IllegalStateException("no idea"));
        assertThat(stop()).isEqualTo("downloading row 7 failed: IllegalStateException: no idea");
        assertThat(loop.isBusy()).isFalse();
        assertThat(loop.moved()).isZero();
    }

    private String stop() {
        var stop = Objects.requireNonNull(scene.ledger().signals().stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.FAILURE);
        return stop.message();
    }

    private WorkLoop loop(ExecutorService workers) {
        return new WorkLoop(scene.ledger(), new ScriptedWork(), workers, time -> {
            seen.add("slept");
            if (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        });
    }

    private final class ScriptedWork implements StepWork {

        @Override
        public WorkStep step() {
            return WorkStep.SUBMIT;
        }

        @Override
        public String action() {
            return "submitting";
        }

        @Override
        public void begin() {
            seen.add("begin");
        }

        @Override
        public NextWork next(int inFlight) {
            seen.add("next " + inFlight);
            return script.isEmpty() ? NextWork.END : script.remove();
        }

        @Override
        public void hurry(Duration waited) {
            seen.add("hurry " + waited.toMillis());
        }

        @Override
        public void end() {
            seen.add("end");
        }
    }

    /** Does nothing by itself. */
    private class LaterThread extends SameThread {

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
        }
    }
}
