package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.CancelResponse;
import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class RequestPollerTest {

    private static final JobResponse IN_QUEUE = new JobResponse.InQueue();
    private static final JobResponse IN_PROGRESS = new JobResponse.InProgress();
    private static final JobResponse DONE = new JobResponse.RequestDone();
    private static final JobResponse GONE = new JobResponse.RequestGone("404001", "no such request");

    /** The longest pause between two polls, or a longer one. */
    private static final Duration A_PAUSE = Duration.ofSeconds(61);

    @TempDir
    Path folder;

    private final ModelDurations usualTimes = new ModelDurations(model -> List.of());
    private final FakeService service = new FakeService();
    private LedgerScene scene;
    private CallRateLimiter rateLimiter;
    private ServiceCircuitBreaker circuitBreaker;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        rateLimiter = new CallRateLimiter(
                "polls", new CallRate(BigDecimal.valueOf(20), Duration.ofSeconds(1)), null, scene.clock());
        circuitBreaker = new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30));
        scene.submit(1, "0.02");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void only_the_result_tells_how_a_done_job_ended() throws InterruptedException {
        service.statuses(DONE).results(succeeded("0.03", scene.clock().instant()));
        assertThat(ask(watch())).isSameAs(PollResult.ENDED);
        assertThat(service.calls()).containsExactly("status request-1", "result request-1");
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
        assertThat(scene.outcome(1).outputUrls()).containsExactly("https://cdn.runcomfy.net/1.png");
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_job_that_is_done_on_status_and_failed_on_result_has_failed() throws InterruptedException {
        service.statuses(DONE)
                .results(new JobResponse.RequestFailed("500123", "out of paint", null, new BigDecimal("0.01")));
        ask(watch());
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.FAILED);
        assertThat(scene.outcome(1).reason()).isEqualTo("500123: out of paint");
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.01");
    }

    @Test
    void a_job_that_is_probably_done_is_asked_for_its_result_at_once() throws InterruptedException {
        scene.clock().advance(Duration.ofSeconds(5));
        service.results(succeeded(null, null));
        ask(watch());
        assertThat(service.calls()).containsExactly("result request-1");
    }

    @Test
    void the_first_sight_of_work_is_kept_with_the_services_end() throws InterruptedException {
        Instant submitted = scene.clock().instant();
        PolledRequest request = watch();
        service.statuses(IN_QUEUE, IN_PROGRESS).results(IN_PROGRESS, succeeded(null, submitted.plusSeconds(9)));
        ask(request);
        advance(Duration.ofMillis(400));
        ask(request);
        advance(Duration.ofSeconds(4));
        ask(request);
        advance(Duration.ofSeconds(6));
        assertThat(ask(request)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).queueMs()).isEqualTo(400);
        assertThat(scene.outcome(1).runMs()).isEqualTo(8_600);
    }

    @Test
    void a_fresh_id_that_is_not_known_yet_is_polled_on() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(GONE, GONE, GONE, IN_QUEUE, DONE).results(GONE, succeeded(null, null));
        for (int look = 0; look < 4; look++) {
            assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        }
        ask(request);
        assertThat(ask(request)).isSameAs(PollResult.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void an_id_that_stays_unknown_is_lost() throws InterruptedException {
        PolledRequest request = watch();
        service.results(GONE);
        advance(Duration.ofSeconds(61));
        assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(ask(request)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).reason()).isEqualTo("404001: no such request");
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
    }

    @Test
    void an_id_that_is_known_in_between_is_not_lost() throws InterruptedException {
        PolledRequest request = watch();
        advance(Duration.ofSeconds(61));
        service.results(GONE, GONE, IN_QUEUE, GONE, GONE, IN_PROGRESS);
        for (int look = 0; look < 6; look++) {
            assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        }
    }

    @Test
    void a_cancelled_run_cancels_what_waits_at_once() throws InterruptedException {
        service.statuses(IN_QUEUE).cancels(CancelResponse.CANCELLED);
        assertThat(question(QueueLimit.NONE_MAY_WAIT).poll(watch(), CallPermit.GRANTED))
                .isSameAs(PollResult.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.CANCELLED);
        assertThat(scene.outcome(1).reason()).isEqualTo("CANCELLED: by the user, in the service's queue");
    }

    @Test
    void what_another_run_bought_is_never_cancelled_and_its_end_is_collected() throws InterruptedException {
        scene.apply(new PurchaseAdopted(
                scene.key(2), 1, RowState.SUBMITTED, "request-2", scene.clock().instant(), null));
        scene.apply(new PurchaseAdopted(
                scene.key(3), 1, RowState.SUBMITTED, "request-3", scene.clock().instant(), null));
        scene.reopen();
        service.statuses(IN_QUEUE, DONE).results(succeeded(null, null)).cancels(CancelResponse.CANCELLED);

        List<SubmittedRow> rows = scene.ledger().work().takeSubmitted(10);
        for (SubmittedRow row : rows.subList(1, rows.size())) {
            assertThat(row.takenOver()).isTrue();
            question(QueueLimit.NONE_MAY_WAIT).poll(watch(row), CallPermit.GRANTED);
        }

        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
        assertThat(scene.outcome(2).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(2).reason()).startsWith("NOT_CANCELLED: another run bought it");
        assertThat(scene.state(3)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_cancelled_run_collects_what_could_not_be_cancelled() throws InterruptedException {
        PolledRequest request = watch();
        RequestPoller poller = question(QueueLimit.NONE_MAY_WAIT);
        service.statuses(IN_QUEUE, IN_PROGRESS, DONE)
                .results(succeeded(null, null))
                .cancels(CancelResponse.NOT_CANCELLABLE);
        assertThat(poller.poll(request, CallPermit.GRANTED).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(poller.poll(request, CallPermit.GRANTED).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(poller.poll(request, CallPermit.GRANTED)).isSameAs(PollResult.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_gateways_error_says_nothing_about_the_job() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(new JobResponse.JobUnclear("<html>502</html>", true));
        for (int look = 0; look < 5; look++) {
            assertThat(ask(request).pause()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(45));
        }
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        assertThat(signals().stopped()).isNull();
    }

    @Test
    void a_service_that_is_away_too_long_stops_the_run_and_leaves_the_row() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(new JobResponse.JobUnclear("no connection", true))
                .results(new JobResponse.JobUnclear("no connection", true));
        RequestPoller poller = question();
        poller.poll(request, CallPermit.GRANTED);
        advance(Duration.ofMinutes(31));
        poller.poll(request, CallPermit.GRANTED);
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void a_throttled_question_holds_all_questions_up_for_as_long_as_asked() throws InterruptedException {
        service.statuses(new JobResponse.PollThrottled(Duration.ofSeconds(7)))
                .results(new JobResponse.PollThrottled(null));
        assertThat(ask(watch()).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(rateLimiter.untilNext()).isEqualTo(Duration.ofSeconds(7));
        advance(Duration.ofSeconds(8));
        ask(watch());
        assertThat(rateLimiter.untilNext()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_longer_pause_than_an_outage_may_be_ends_the_run_and_leaves_the_request() throws InterruptedException {
        service.statuses(new JobResponse.PollThrottled(Duration.ofHours(1)));
        ask(watch());
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(Objects.requireNonNull(signals().stopped()).message()).contains("pause of 1h", "outage-limit");
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void a_request_nothing_usable_is_heard_of_times_out_and_keeps_its_id() throws InterruptedException {
        PolledRequest request = watch();
        service.results(new JobResponse.JobUnclear("400777: what?", false));
        advance(Duration.ofMinutes(5));
        assertThat(lookOn(request, Duration.ofMinutes(30)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(request, A_PAUSE)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).reason()).contains("NO_STATE", "400777: what?");
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
    }

    @Test
    void after_an_outage_the_service_is_asked_for_a_model_before_it_is_asked_for_a_request() throws Exception {
        service.models(new ModelResponse.ModelUnclear("no connection", true)).statuses(IN_QUEUE);
        PolledRequest request = watch();
        question().poll(request, CallPermit.TRIAL);
        assertThat(service.calls()).containsExactly("model flash", "anybody");
        question().poll(request, CallPermit.TRIAL);
        assertThat(service.calls()).containsExactly("model flash", "anybody", "model flash", "status request-1");
    }

    @Test
    void while_the_service_is_away_only_one_question_is_asked_now_and_then() throws InterruptedException {
        scene.submit(2, null);
        scene.submit(3, null);
        JobResponse lost = new JobResponse.JobUnclear("no connection", true);
        service.statuses(lost).results(lost);
        service.models(java.util.stream.Stream.generate(() -> new ModelResponse.ModelUnclear("no connection", true))
                .limit(1_000)
                .toArray(ModelResponse[]::new));
        signals().ended(WorkStep.SUBMIT);
        assertThat(collectAll()).isZero();
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(service.calls())
                .filteredOn(
                        call -> call.endsWith("request-1") || call.endsWith("request-2") || call.endsWith("request-3"))
                .hasSize(ServiceCircuitBreaker.SHUTS_AT);
        assertThat(service.calls())
                .filteredOn(call -> call.startsWith("model "))
                .hasSizeBetween(340, 370);
    }

    @Test
    void what_waits_too_long_is_cancelled_at_the_service() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelResponse.CANCELLED);
        assertThat(lookOn(request, Duration.ofMinutes(20)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(request, A_PAUSE)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.CANCELLED);
        assertThat(scene.outcome(1).code()).isEqualTo("QUEUE_TIMEOUT");
        assertThat(service.calls()).endsWith("cancel request-1");
    }

    @Test
    void what_cannot_be_cancelled_any_more_goes_on_to_its_end() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelResponse.NOT_CANCELLABLE);
        lookOn(request, Duration.ofMinutes(20).plus(A_PAUSE));
        assertThat(service.calls()).contains("cancel request-1");
        service.results(IN_PROGRESS, succeeded("0.02", null));
        assertThat(lookOn(request, A_PAUSE.multipliedBy(2))).isSameAs(PollResult.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CancelResponse.class,
            names = {"NOT_CANCELLABLE", "UNCLEAR"})
    void what_neither_starts_nor_can_be_cancelled_times_out_and_keeps_its_id(CancelResponse response)
            throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(response);
        assertThat(lookOn(request, Duration.ofMinutes(30)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(request, A_PAUSE)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).code()).isEqualTo("NOT_CANCELLED");
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
    }

    @Test
    void a_cancel_whose_answer_was_lost_is_followed_by_a_question() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelResponse.UNCLEAR);
        lookOn(request, Duration.ofMinutes(20).plus(A_PAUSE));
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        service.results(new JobResponse.RequestCancelled("cancelled by its owner"));
        assertThat(lookOn(request, A_PAUSE.multipliedBy(2))).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).code()).isEqualTo("QUEUE_TIMEOUT");
    }

    @Test
    void what_others_cancelled_is_told_in_the_services_words() throws InterruptedException {
        service.statuses(new JobResponse.RequestCancelled("cancelled by its owner"));
        ask(watch());
        assertThat(scene.outcome(1).reason()).isEqualTo("CANCELLED: cancelled by its owner");
    }

    @Test
    void what_works_too_long_keeps_its_request_and_is_asked_for_again_by_the_next_start() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_PROGRESS).results(IN_PROGRESS);
        assertThat(lookOn(request, Duration.ofMinutes(10)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(request, A_PAUSE)).isSameAs(PollResult.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(watch().row().requestId()).isEqualTo("request-1");
    }

    @Test
    void time_in_which_nobody_looked_counts_for_no_timeout() throws InterruptedException {
        advance(Duration.ofHours(12));
        service.results(IN_QUEUE, IN_PROGRESS);
        PolledRequest request = watch();
        assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"away", "standing still"})
    void time_in_which_nobody_could_look_counts_for_no_timeout(String why) throws InterruptedException {
        PolledRequest waiting = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE);
        lookOn(waiting, Duration.ofMinutes(10));
        nobodyLooks(why, waiting);
        assertThat(ask(waiting).kind()).as("in the queue").isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(waiting, Duration.ofMinutes(8)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        PolledRequest working = watch();
        service.statuses(IN_PROGRESS).results(IN_PROGRESS);
        lookOn(working, Duration.ofMinutes(5));
        nobodyLooks(why, working);
        assertThat(ask(working).kind()).as("at work").isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(lookOn(working, Duration.ofMinutes(4)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
    }

    private void nobodyLooks(String why, PolledRequest request) throws InterruptedException {
        if (why.equals("away")) {
            service.away(() -> true);
            lookOn(request, Duration.ofMinutes(25));
            service.away(() -> false);
        } else {
            advance(Duration.ofMinutes(25));
        }
    }

    @Test
    void a_request_that_is_ill_while_nobody_could_look_is_not_given_up() throws InterruptedException {
        PolledRequest request = watch();
        JobResponse ill = new JobResponse.JobUnclear("400777: what?", false);
        service.statuses(ill).results(ill);
        lookOn(request, Duration.ofMinutes(10));
        advance(Duration.ofMinutes(25));
        assertThat(lookOn(request, Duration.ofMinutes(18)).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
    }

    @Test
    void a_clock_that_is_set_makes_no_fresh_request_an_old_one() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(GONE).results(GONE);
        ask(request);
        scene.clock().turnWall(Duration.ofHours(1));
        ask(request);
        scene.clock().turnWall(Duration.ofHours(1));
        assertThat(ask(request).kind()).isEqualTo(PollResult.PollOutcome.AGAIN);
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void a_clock_that_is_set_makes_no_time_absurd(int hours) throws InterruptedException {
        Instant submitted = scene.clock().instant();
        PolledRequest request = watch();
        service.statuses(IN_QUEUE, IN_PROGRESS).results(IN_PROGRESS, succeeded(null, submitted.plusSeconds(9)));
        ask(request);
        scene.clock().turnWall(Duration.ofHours(hours));
        advance(Duration.ofMillis(400));
        ask(request);
        advance(Duration.ofSeconds(4));
        ask(request);
        advance(Duration.ofSeconds(6));
        ask(request);
        assertThat(scene.outcome(1).queueMs()).isEqualTo(400);
        assertThat(scene.outcome(1).runMs()).isEqualTo(8_600);
        assertNineSecondsAreLearned();
    }

    @Test
    void an_end_that_the_services_clock_tells_for_tomorrow_was_no_later_than_it_was_seen() throws InterruptedException {
        service.statuses(IN_PROGRESS, DONE)
                .results(succeeded(null, scene.clock().instant().plus(Duration.ofHours(8))));
        PolledRequest request = watch();
        ask(request);
        advance(Duration.ofMillis(900));
        ask(request);
        assertThat(scene.outcome(1).runMs()).isEqualTo(900);
    }

    @Test
    void a_row_of_the_day_before_teaches_no_usual_time() throws InterruptedException {
        Duration first = usualTimes.of("flash").pauseAfter(Duration.ZERO);
        advance(Duration.ofHours(24));
        service.results(succeeded(null, null));
        ask(watch());
        assertThat(usualTimes.of("flash").pauseAfter(Duration.ZERO)).isEqualTo(first);
    }

    @Test
    void a_service_whose_clock_is_ahead_delays_no_first_look() throws InterruptedException {
        service.statuses(DONE).results(succeeded(null, scene.clock().instant().plus(Duration.ofHours(8))));
        ask(watch());
        assertThat(usualTimes.of("flash").pauseAfter(Duration.ZERO)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void what_failed_teaches_when_requests_end() throws InterruptedException {
        PolledRequest request = watch();
        service.statuses(IN_PROGRESS)
                .results(new JobResponse.RequestFailed(
                        "500123", "out of paint", scene.clock().instant().plusSeconds(9), null));
        ask(request);
        advance(Duration.ofSeconds(10));
        ask(request);
        assertNineSecondsAreLearned();
    }

    private void assertNineSecondsAreLearned() {
        ModelTimes times = usualTimes.of("flash");
        assertThat(times.ended(Duration.ofMillis(8_500))).isLessThan(0.5);
        assertThat(times.ended(Duration.ofMillis(9_200))).isGreaterThan(0.8);
    }

    @Test
    void a_refused_account_gives_every_row_up_without_asking_for_ever() throws InterruptedException {
        scene.submit(2, null);
        scene.submit(3, null);
        JobResponse refused = new JobResponse.PollAccountRefused("400004", "bad token");
        service.statuses(refused).results(refused);
        signals().ended(WorkStep.SUBMIT);
        assertThat(collectAll()).isZero();
        assertThat(service.calls()).hasSize(3);
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.ACCOUNT);
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(3);
    }

    @Test
    void the_collector_ends_when_the_last_request_has() throws InterruptedException {
        scene.submit(2, null);
        scene.submit(3, null);
        service.statuses(IN_QUEUE, IN_PROGRESS, IN_QUEUE, DONE).results(succeeded(null, null));
        signals().ended(WorkStep.SUBMIT);
        assertThat(collectAll()).isEqualTo(3);
        assertThat(scene.ledger().count(RowState.COMPLETED)).isEqualTo(3);
    }

    @Test
    void an_outage_leaves_everything_for_the_next_start() throws InterruptedException {
        signals().stop(StopReason.OUTAGE, "away");
        assertThat(collectAll()).isZero();
        assertThat(service.calls()).isEmpty();
    }

    private long collectAll() throws InterruptedException {
        PollLoop collector = new PollLoop(
                scene.ledger(),
                question(),
                new PollSchedule(usualTimes, scene.clock()),
                rateLimiter,
                circuitBreaker,
                new SubmitAge(scene.clock(), scene.clock()),
                scene.clock(),
                PollLoop.MIN_IN_FLIGHT,
                WorkShare.whole(1));
        WorkLoop loop = new WorkLoop(scene.ledger(), collector, new SameThread(), this::advance);
        LoopDriver.all(loop::runOnce, this::advance);
        return loop.moved();
    }

    private RequestPoller question() {
        return question(QueueLimit.timeout(Duration.ofMinutes(20)));
    }

    private RequestPoller question(QueueLimit queueLimit) {
        return new RequestPoller(
                scene.ledger(),
                service,
                new PollRules(Duration.ofMinutes(20), Duration.ofMinutes(10)),
                queueLimit,
                usualTimes,
                rateLimiter,
                circuitBreaker,
                scene.clock(),
                PauseJitter.real());
    }

    private PollResult ask(PolledRequest request) throws InterruptedException {
        return question().poll(request, CallPermit.GRANTED);
    }

    /** Polls again and again for so long, as is planned; returns the result of the last poll. */
    private PollResult lookOn(PolledRequest request, Duration time) throws InterruptedException {
        MonotonicTime end = scene.clock().now().plus(time);
        PollResult next = ask(request);
        while (next.kind() == PollResult.PollOutcome.AGAIN
                && scene.clock().now().plus(next.pause()).isBefore(end)) {
            advance(next.pause());
            next = ask(request);
        }
        return next;
    }

    private PolledRequest watch() {
        scene.ledger().recount();
        return watch(scene.ledger().work().takeSubmitted(1).get(0));
    }

    private PolledRequest watch(SubmittedRow row) {
        return new PolledRequest(row, new SubmitAge(scene.clock(), scene.clock()).of(row), scene.clock());
    }

    private static JobResponse succeeded(@Nullable String cost, @Nullable Instant finished) {
        return new JobResponse.RequestSucceeded(
                List.of("https://cdn.runcomfy.net/1.png"), finished, cost == null ? null : new BigDecimal(cost));
    }

    private RunSignals signals() {
        return scene.ledger().signals();
    }

    private void advance(Duration time) {
        scene.clock().advance(time);
    }
}
