package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.CancelAnswer;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.api.ModelAnswer;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RowStatus;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.ledger.TakenOver;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.stations.FakeService;
import dev.darkroom.stations.LedgerScene;
import dev.darkroom.stations.SameThread;
import dev.darkroom.stations.Turns;
import dev.darkroom.step.WorkLoop;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
class QuestionTest {

    private static final JobAnswer IN_QUEUE = new JobAnswer.InQueue();
    private static final JobAnswer IN_PROGRESS = new JobAnswer.InProgress();
    private static final JobAnswer DONE = new JobAnswer.Done();
    private static final JobAnswer GONE = new JobAnswer.Gone("404001", "no such request");

    /** No pause between two looks is longer. */
    private static final Duration A_PAUSE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final UsualTimes usualTimes = new UsualTimes();
    private final FakeService service = new FakeService();
    private LedgerScene scene;
    private Pace pace;
    private Breaker breaker;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        pace = new Pace("polls", new Rate(BigDecimal.valueOf(20), Duration.ofSeconds(1)), null, scene.clock());
        breaker = new Breaker(scene.clock(), Duration.ofMinutes(30));
        scene.submit(1, "0.02");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void only_the_result_tells_how_a_done_job_ended() throws InterruptedException {
        service.statuses(DONE).results(succeeded("0.03", scene.clock().instant()));
        assertThat(ask(watch())).isSameAs(Next.ENDED);
        assertThat(service.calls()).containsExactly("status request-1", "result request-1");
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
        assertThat(scene.outcome(1).outputUrls()).containsExactly("https://cdn.runcomfy.net/1.png");
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_job_that_is_done_on_status_and_failed_on_result_has_failed() throws InterruptedException {
        service.statuses(DONE).results(new JobAnswer.Failed("500123", "out of paint", null, new BigDecimal("0.01")));
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
        Watch watch = watch();
        service.statuses(IN_QUEUE, IN_PROGRESS).results(IN_PROGRESS, succeeded(null, submitted.plusSeconds(9)));
        ask(watch);
        advance(Duration.ofMillis(400));
        ask(watch);
        advance(Duration.ofSeconds(4));
        ask(watch);
        advance(Duration.ofSeconds(6));
        assertThat(ask(watch)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).queueMs()).isEqualTo(400);
        assertThat(scene.outcome(1).runMs()).isEqualTo(8_600);
    }

    @Test
    void a_fresh_id_that_is_not_known_yet_is_polled_on() throws InterruptedException {
        Watch watch = watch();
        service.statuses(GONE, GONE, GONE, IN_QUEUE, DONE).results(GONE, succeeded(null, null));
        for (int look = 0; look < 4; look++) {
            assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        }
        ask(watch);
        assertThat(ask(watch)).isSameAs(Next.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void an_id_that_stays_unknown_is_lost() throws InterruptedException {
        Watch watch = watch();
        service.results(GONE);
        advance(Duration.ofSeconds(61));
        assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(ask(watch)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).reason()).isEqualTo("404001: no such request");
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
    }

    @Test
    void an_id_that_is_known_in_between_is_not_lost() throws InterruptedException {
        Watch watch = watch();
        advance(Duration.ofSeconds(61));
        service.results(GONE, GONE, IN_QUEUE, GONE, GONE, IN_PROGRESS);
        for (int look = 0; look < 6; look++) {
            assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        }
    }

    @Test
    void a_cancelled_run_cancels_what_waits_at_once() throws InterruptedException {
        service.statuses(IN_QUEUE).cancels(CancelAnswer.CANCELLED);
        assertThat(question(QueueLimit.NONE_MAY_WAIT).ask(watch(), Leave.GRANTED))
                .isSameAs(Next.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.CANCELLED);
        assertThat(scene.outcome(1).reason()).isEqualTo("CANCELLED: by the user, in the service's queue");
    }

    @Test
    void what_another_run_bought_is_never_cancelled_and_its_end_is_collected() throws InterruptedException {
        scene.apply(new TakenOver(
                scene.key(2), 1, RowState.SUBMITTED, "request-2", scene.clock().instant(), null));
        scene.apply(new TakenOver(
                scene.key(3), 1, RowState.SUBMITTED, "request-3", scene.clock().instant(), null));
        scene.reopen();
        service.statuses(IN_QUEUE, DONE).results(succeeded(null, null)).cancels(CancelAnswer.CANCELLED);

        for (SubmittedRow row : scene.ledger().submitted(Set.of(scene.key(1)), 10)) {
            assertThat(row.takenOver()).isTrue();
            question(QueueLimit.NONE_MAY_WAIT).ask(watch(row), Leave.GRANTED);
        }

        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
        assertThat(scene.outcome(2).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(2).reason()).startsWith("NOT_CANCELLED: another run bought it");
        assertThat(scene.state(3)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_cancelled_run_collects_what_could_not_be_cancelled() throws InterruptedException {
        Watch watch = watch();
        Question question = question(QueueLimit.NONE_MAY_WAIT);
        service.statuses(IN_QUEUE, IN_PROGRESS, DONE)
                .results(succeeded(null, null))
                .cancels(CancelAnswer.NOT_CANCELLABLE);
        assertThat(question.ask(watch, Leave.GRANTED).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(question.ask(watch, Leave.GRANTED).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(question.ask(watch, Leave.GRANTED)).isSameAs(Next.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void a_gateways_error_says_nothing_about_the_job() throws InterruptedException {
        Watch watch = watch();
        service.statuses(new JobAnswer.Unclear("<html>502</html>", true));
        for (int look = 0; look < 5; look++) {
            assertThat(ask(watch).pause()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(45));
        }
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        assertThat(signals().stopped()).isNull();
    }

    @Test
    void a_service_that_is_away_too_long_stops_the_run_and_leaves_the_row() throws InterruptedException {
        Watch watch = watch();
        service.statuses(new JobAnswer.Unclear("no connection", true))
                .results(new JobAnswer.Unclear("no connection", true));
        Question question = question();
        question.ask(watch, Leave.GRANTED);
        advance(Duration.ofMinutes(31));
        question.ask(watch, Leave.GRANTED);
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void a_throttled_question_holds_all_questions_up_for_as_long_as_asked() throws InterruptedException {
        service.statuses(new JobAnswer.Throttled(Duration.ofSeconds(7))).results(new JobAnswer.Throttled(null));
        assertThat(ask(watch()).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(pace.untilNext()).isEqualTo(Duration.ofSeconds(7));
        advance(Duration.ofSeconds(8));
        ask(watch());
        assertThat(pace.untilNext()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_request_nothing_usable_is_heard_of_times_out_and_keeps_its_id() throws InterruptedException {
        Watch watch = watch();
        service.results(new JobAnswer.Unclear("400777: what?", false));
        advance(Duration.ofMinutes(5));
        assertThat(lookOn(watch, Duration.ofMinutes(30)).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(watch, A_PAUSE)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).reason()).contains("NO_STATE", "400777: what?");
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
    }

    @Test
    void after_an_outage_the_service_is_asked_for_a_model_before_it_is_asked_for_a_request() throws Exception {
        service.models(new ModelAnswer.Unclear("no connection", true)).statuses(IN_QUEUE);
        Watch watch = watch();
        question().ask(watch, Leave.TRIAL);
        assertThat(service.calls()).containsExactly("model flash", "anybody");
        question().ask(watch, Leave.TRIAL);
        assertThat(service.calls()).containsExactly("model flash", "anybody", "model flash", "status request-1");
    }

    @Test
    void while_the_service_is_away_only_one_question_is_asked_now_and_then() throws InterruptedException {
        scene.submit(2, null);
        scene.submit(3, null);
        JobAnswer lost = new JobAnswer.Unclear("no connection", true);
        service.statuses(lost).results(lost);
        service.models(java.util.stream.Stream.generate(() -> new ModelAnswer.Unclear("no connection", true))
                .limit(1_000)
                .toArray(ModelAnswer[]::new));
        signals().ended(Station.SUBMIT);
        assertThat(collectAll()).isZero();
        assertThat(Objects.requireNonNull(signals().stopped()).reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(service.calls())
                .filteredOn(
                        call -> call.endsWith("request-1") || call.endsWith("request-2") || call.endsWith("request-3"))
                .hasSize(Breaker.SHUTS_AT);
        assertThat(service.calls())
                .filteredOn(call -> call.startsWith("model "))
                .hasSizeBetween(340, 370);
    }

    @Test
    void what_waits_too_long_is_cancelled_at_the_service() throws InterruptedException {
        Watch watch = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelAnswer.CANCELLED);
        assertThat(lookOn(watch, Duration.ofMinutes(20)).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(watch, A_PAUSE)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.CANCELLED);
        assertThat(scene.outcome(1).code()).isEqualTo("QUEUE_TIMEOUT");
        assertThat(service.calls()).endsWith("cancel request-1");
    }

    @Test
    void what_cannot_be_cancelled_any_more_goes_on_to_its_end() throws InterruptedException {
        Watch watch = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelAnswer.NOT_CANCELLABLE);
        lookOn(watch, Duration.ofMinutes(20).plus(A_PAUSE));
        assertThat(service.calls()).contains("cancel request-1");
        service.results(IN_PROGRESS, succeeded("0.02", null));
        assertThat(lookOn(watch, A_PAUSE.multipliedBy(2))).isSameAs(Next.ENDED);
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CancelAnswer.class,
            names = {"NOT_CANCELLABLE", "UNCLEAR"})
    void what_neither_starts_nor_can_be_cancelled_times_out_and_keeps_its_id(CancelAnswer answer)
            throws InterruptedException {
        Watch watch = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(answer);
        assertThat(lookOn(watch, Duration.ofMinutes(30)).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(watch, A_PAUSE)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).code()).isEqualTo("NOT_CANCELLED");
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
    }

    @Test
    void a_cancel_whose_answer_was_lost_is_followed_by_a_question() throws InterruptedException {
        Watch watch = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE).cancels(CancelAnswer.UNCLEAR);
        lookOn(watch, Duration.ofMinutes(20).plus(A_PAUSE));
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        service.results(new JobAnswer.Cancelled("cancelled by its owner"));
        assertThat(lookOn(watch, A_PAUSE.multipliedBy(2))).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).code()).isEqualTo("QUEUE_TIMEOUT");
    }

    @Test
    void what_others_cancelled_is_told_in_the_services_words() throws InterruptedException {
        service.statuses(new JobAnswer.Cancelled("cancelled by its owner"));
        ask(watch());
        assertThat(scene.outcome(1).reason()).isEqualTo("CANCELLED: cancelled by its owner");
    }

    @Test
    void what_works_too_long_keeps_its_request_and_is_asked_for_again_by_the_next_start() throws InterruptedException {
        Watch watch = watch();
        service.statuses(IN_PROGRESS).results(IN_PROGRESS);
        assertThat(lookOn(watch, Duration.ofMinutes(10)).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(watch, A_PAUSE)).isSameAs(Next.ENDED);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.TIMED_OUT);
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
        scene.reopen();
        scene.ledger().recover();
        assertThat(watch().row().requestId()).isEqualTo("request-1");
    }

    @Test
    void time_in_which_nobody_looked_counts_for_no_timeout() throws InterruptedException {
        advance(Duration.ofHours(12));
        service.results(IN_QUEUE, IN_PROGRESS);
        Watch watch = watch();
        assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"away", "standing still"})
    void time_in_which_nobody_could_look_counts_for_no_timeout(String why) throws InterruptedException {
        Watch waiting = watch();
        service.statuses(IN_QUEUE).results(IN_QUEUE);
        lookOn(waiting, Duration.ofMinutes(10));
        nobodyLooks(why, waiting);
        assertThat(ask(waiting).kind()).as("in the queue").isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(waiting, Duration.ofMinutes(8)).kind()).isEqualTo(Next.Kind.AGAIN);
        Watch working = watch();
        service.statuses(IN_PROGRESS).results(IN_PROGRESS);
        lookOn(working, Duration.ofMinutes(5));
        nobodyLooks(why, working);
        assertThat(ask(working).kind()).as("at work").isEqualTo(Next.Kind.AGAIN);
        assertThat(lookOn(working, Duration.ofMinutes(4)).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(service.calls()).noneMatch(call -> call.startsWith("cancel"));
    }

    private void nobodyLooks(String why, Watch watch) throws InterruptedException {
        if (why.equals("away")) {
            service.away(() -> true);
            lookOn(watch, Duration.ofMinutes(25));
            service.away(() -> false);
        } else {
            advance(Duration.ofMinutes(25));
        }
    }

    @Test
    void a_request_that_is_ill_while_nobody_could_look_is_not_given_up() throws InterruptedException {
        Watch watch = watch();
        JobAnswer ill = new JobAnswer.Unclear("400777: what?", false);
        service.statuses(ill).results(ill);
        lookOn(watch, Duration.ofMinutes(10));
        advance(Duration.ofMinutes(25));
        assertThat(lookOn(watch, Duration.ofMinutes(18)).kind()).isEqualTo(Next.Kind.AGAIN);
    }

    @Test
    void a_clock_that_is_set_makes_no_fresh_request_an_old_one() throws InterruptedException {
        Watch watch = watch();
        service.statuses(GONE).results(GONE);
        ask(watch);
        scene.clock().turnWall(Duration.ofHours(1));
        ask(watch);
        scene.clock().turnWall(Duration.ofHours(1));
        assertThat(ask(watch).kind()).isEqualTo(Next.Kind.AGAIN);
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void a_clock_that_is_set_makes_no_time_absurd(int hours) throws InterruptedException {
        Instant submitted = scene.clock().instant();
        Watch watch = watch();
        service.statuses(IN_QUEUE, IN_PROGRESS).results(IN_PROGRESS, succeeded(null, submitted.plusSeconds(9)));
        ask(watch);
        scene.clock().turnWall(Duration.ofHours(hours));
        advance(Duration.ofMillis(400));
        ask(watch);
        advance(Duration.ofSeconds(4));
        ask(watch);
        advance(Duration.ofSeconds(6));
        ask(watch);
        assertThat(scene.outcome(1).queueMs()).isEqualTo(400);
        assertThat(scene.outcome(1).runMs()).isEqualTo(8_600);
        assertThat(usualTimes.of("flash")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void an_end_that_the_services_clock_tells_for_tomorrow_was_no_later_than_it_was_seen() throws InterruptedException {
        service.statuses(IN_PROGRESS, DONE)
                .results(succeeded(null, scene.clock().instant().plus(Duration.ofHours(8))));
        Watch watch = watch();
        ask(watch);
        advance(Duration.ofMillis(900));
        ask(watch);
        assertThat(scene.outcome(1).runMs()).isEqualTo(900);
    }

    @Test
    void a_row_of_the_day_before_teaches_no_usual_time() throws InterruptedException {
        advance(Duration.ofHours(24));
        service.results(succeeded(null, null));
        ask(watch());
        assertThat(usualTimes.of("flash")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_service_whose_clock_is_ahead_delays_no_first_look() throws InterruptedException {
        service.statuses(DONE).results(succeeded(null, scene.clock().instant().plus(Duration.ofHours(8))));
        ask(watch());
        scene.submit(2, null);
        assertThat(question().firstLook(watch())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void however_long_a_model_takes_it_is_looked_at_within_the_minute() {
        usualTimes.learn("flash", Duration.ofHours(3));
        assertThat(question().firstLook(watch())).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(73));
    }

    @Test
    void a_refused_account_gives_every_row_up_without_asking_for_ever() throws InterruptedException {
        scene.submit(2, null);
        scene.submit(3, null);
        JobAnswer refused = new JobAnswer.AccountRefused("400004", "bad token");
        service.statuses(refused).results(refused);
        signals().ended(Station.SUBMIT);
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
        signals().ended(Station.SUBMIT);
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
        Collector collector = new Collector(
                scene.ledger(), question(), pace, breaker, new SubmitAge(scene.clock(), scene.clock()), scene.clock());
        WorkLoop loop = new WorkLoop(scene.ledger(), collector, new SameThread(), this::advance);
        Turns.all(loop::turn, this::advance);
        return loop.moved();
    }

    private Question question() {
        return question(QueueLimit.timeout(Duration.ofMinutes(20)));
    }

    private Question question(QueueLimit queueLimit) {
        return new Question(
                scene.ledger(),
                service,
                new PollRules(Duration.ofMinutes(20), Duration.ofMinutes(10)),
                queueLimit,
                usualTimes,
                pace,
                breaker,
                scene.clock(),
                Jitter.real());
    }

    private Next ask(Watch watch) throws InterruptedException {
        return question().ask(watch, Leave.GRANTED);
    }

    /** Looks again and again for so long, as is planned; returns what came of the last look. */
    private Next lookOn(Watch watch, Duration time) throws InterruptedException {
        MonotonicTime end = scene.clock().now().plus(time);
        Next next = ask(watch);
        while (next.kind() == Next.Kind.AGAIN
                && scene.clock().now().plus(next.pause()).isBefore(end)) {
            advance(next.pause());
            next = ask(watch);
        }
        return next;
    }

    private Watch watch() {
        return watch(scene.ledger().submitted(Set.of(), 1).get(0));
    }

    private Watch watch(SubmittedRow row) {
        return new Watch(row, new SubmitAge(scene.clock(), scene.clock()).of(row), scene.clock());
    }

    private static JobAnswer succeeded(@Nullable String cost, @Nullable Instant finished) {
        return new JobAnswer.Succeeded(
                List.of("https://cdn.runcomfy.net/1.png"), finished, cost == null ? null : new BigDecimal(cost));
    }

    private RunSignals signals() {
        return scene.ledger().signals();
    }

    private void advance(Duration time) {
        scene.clock().advance(time);
    }
}
