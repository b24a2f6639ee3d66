package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.PauseStore;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PollLoopTest {

    private static final JobResponse IN_QUEUE = new JobResponse.InQueue();
    private static final JobResponse NO_CONNECTION = new JobResponse.JobUnclear("no connection", true);
    private static final JobResponse SUCCEEDED =
            new JobResponse.RequestSucceeded(List.of("https://a/1.png"), null, null);

    @TempDir
    Path folder;

    /** The record, before each poll, of whether all known requests were said to have been answered for. */
    private final List<Boolean> told = new ArrayList<>();

    private final FakeService service = new FakeService();
    private PauseStore pauses = PauseStore.NONE;
    private Runnable betweenRounds = () -> {};
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void with_nothing_known_at_the_start_there_is_nothing_to_wait_for() throws InterruptedException {
        signals().ended(WorkStep.SUBMIT);
        collect(new SameThread());
        assertThat(signals().outstandingPolled()).isTrue();
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void collecting_waits_for_rows_that_are_held_since_their_purchase_may_be_at_the_service() throws Exception {
        List<UnpurchasedRow> rows = scene.unbought().after(0);
        scene.ledger().work().hold(rows);
        signals().ended(WorkStep.SUBMIT);
        service.statuses(IN_QUEUE).results(SUCCEEDED);
        betweenRounds = () -> {
            if (scene.state(1) == RowState.PENDING) {
                scene.submit(1, "0.02");
                scene.ledger().work().held().served(rows);
            }
        };
        collect(new SameThread());
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void what_is_known_at_the_start_is_asked_for_at_once_and_each_once_before_all_are_told_of() throws Exception {
        submitAll();
        scene.clock().advance(Duration.ofMillis(100));
        service.statuses(IN_QUEUE).results(SUCCEEDED);
        signals().ended(WorkStep.SUBMIT);
        collect(new SameThread());
        assertThat(service.calls().subList(0, 3))
                .as("a request of 100 ms ago is looked at before its usual time")
                .containsExactlyInAnyOrder("status request-1", "status request-2", "status request-3");
        assertThat(told).startsWith(false, false, false, true);
    }

    @Test
    void a_lost_connection_is_no_answer_and_a_throttled_question_is_one() throws InterruptedException {
        submitAll();
        service.statuses(IN_QUEUE, NO_CONNECTION, new JobResponse.PollThrottled(null), IN_QUEUE)
                .results(IN_QUEUE, SUCCEEDED);
        signals().ended(WorkStep.SUBMIT);
        collect(new SameThread());
        assertThat(told).startsWith(false, false, false, false);
        assertThat(signals().outstandingPolled()).isTrue();
    }

    @Test
    void a_row_that_waited_while_nobody_looked_is_asked_for_and_not_cancelled() throws InterruptedException {
        scene.submit(1, "0.02");
        scene.clock().advance(Duration.ofHours(3));
        scene.reopen();
        scene.ledger().recovery().recover();
        service.results(IN_QUEUE, IN_QUEUE, SUCCEEDED);
        signals().ended(WorkStep.SUBMIT);
        assertThat(collect(new SameThread())).isEqualTo(1);
        assertThat(service.calls()).containsOnly("result request-1");
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void workers_that_cannot_be_had_end_the_collecting_instead_of_waiting_for_them() {
        scene.submit(1, "0.02");
        ExecutorService none = new SameThread() {
            @Override
            public void execute(Runnable task) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        assertThatThrownBy(() -> collect(none)).hasMessageContaining("native thread");
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void in_a_pause_of_polls_that_is_not_waited_for_collecting_ends_and_leaves_downloads_their_time() throws Exception {
        submitAll();
        pauses = kept(Duration.ofHours(1));
        collect(new SameThread());
        assertThat(service.calls()).isEmpty();
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        RunSignals.StopSignal stop = Objects.requireNonNull(signals().stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.PAUSED);
        assertThat(stop.message()).contains("of which 1h are left");
        assertThat(signals().stopImmediately()).isFalse();
    }

    @Test
    void a_pause_of_polls_that_an_earlier_start_was_asked_for_is_waited_for() throws Exception {
        submitAll();
        Instant start = scene.clock().instant();
        pauses = kept(Duration.ofMinutes(20));
        service.statuses(IN_QUEUE).results(SUCCEEDED);
        signals().ended(WorkStep.SUBMIT);
        collect(new SameThread());
        assertThat(scene.state(3)).isEqualTo(RowState.COMPLETED);
        assertThat(Duration.between(start, scene.clock().instant()))
                .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
    }

    @Test
    void a_service_that_waiting_does_not_bring_back_ends_collecting_after_a_minute_and_leaves_the_rows()
            throws Exception {
        submitAll();
        JobResponse untrusted = new JobResponse.JobUnclear("its certificate is not trusted", true, true);
        service.statuses(untrusted).results(untrusted);
        service.models(
                Stream.generate(() -> new ModelResponse.ModelUnclear("its certificate is not trusted", true, true))
                        .limit(100)
                        .toArray(ModelResponse[]::new));
        Instant start = scene.clock().instant();
        signals().ended(WorkStep.SUBMIT);
        collect(new SameThread());
        RunSignals.StopSignal stop = Objects.requireNonNull(signals().stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stop.message()).endsWith("waiting does not help: its certificate is not trusted");
        assertThat(Duration.between(start, scene.clock().instant()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void as_many_polls_may_be_in_flight_as_the_rate_of_submits_needs() {
        assertThat(PollLoop.maxInFlight(perSecond(2))).isEqualTo(32);
        assertThat(PollLoop.maxInFlight(perSecond(100))).isEqualTo(50);
        assertThat(PollLoop.maxInFlight(perSecond(5_000))).isEqualTo(96);
    }

    private static CallRate perSecond(int calls) {
        return new CallRate(BigDecimal.valueOf(calls), Duration.ofSeconds(1));
    }

    private static PauseStore kept(Duration left) {
        return new PauseStore() {
            @Override
            public Duration left(String calls) {
                return left;
            }

            @Override
            public void keep(String calls, Duration pause) {}
        };
    }

    private void submitAll() {
        scene.submit(1, "0.02");
        scene.submit(2, "0.02");
        scene.submit(3, "0.02");
    }

    private long collect(ExecutorService workers) throws InterruptedException {
        CallRate rate = new CallRate(BigDecimal.TEN, Duration.ofSeconds(1));
        CallRateLimiter rateLimiter = new CallRateLimiter("polls", rate, null, pauses, scene.clock());
        ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30));
        ModelDurations usualTimes = new ModelDurations(model -> List.of());
        RequestPoller poller = new RequestPoller(
                scene.ledger(),
                service,
                new PollRules(Duration.ofMinutes(20), Duration.ofMinutes(10)),
                QueueLimit.timeout(Duration.ofMinutes(20)),
                usualTimes,
                rateLimiter,
                circuitBreaker,
                scene.clock(),
                PauseJitter.real());
        ExecutorService listening = new SameThread() {
            @Override
            public void execute(Runnable task) {
                told.add(signals().outstandingPolled());
                workers.execute(task);
            }
        };
        SubmitAge ages = new SubmitAge(scene.clock(), scene.clock());
        PollSchedule schedule = new PollSchedule(usualTimes, scene.clock());
        PollLoop collector = new PollLoop(
                scene.ledger(),
                poller,
                schedule,
                rateLimiter,
                circuitBreaker,
                ages,
                scene.clock(),
                PollLoop.MIN_IN_FLIGHT,
                WorkShare.whole(1));
        WorkLoop loop = new WorkLoop(scene.ledger(), collector, listening, scene.clock()::advance);
        LoopDriver.all(loop::runOnce, pause -> {
            scene.clock().advance(pause);
            betweenRounds.run();
        });
        return loop.moved();
    }

    private RunSignals signals() {
        return scene.ledger().signals();
    }
}
