package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.ModelResponse;
import dev.darkroom.api.SubmitResponse;
import dev.darkroom.bucket.BucketException;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.BucketOutage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class SubmitLoopTest {

    @TempDir
    Path folder;

    private final List<Instant> sentAt = Collections.synchronizedList(new ArrayList<>());
    private LedgerScene scene;
    private SubmitterFixture shop;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(8);
        shop = new SubmitterFixture(scene);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rows_are_bought_in_manifest_order_each_once() throws InterruptedException {
        assertThat(shop.run()).isEqualTo(8);
        assertThat(shop.service.submits())
                .containsExactly(
                        "first/1", "first/2", "first/3", "first/4", "first/5", "first/6", "first/7", "first/8");
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(8);
        assertThat(scene.outcome(3).requestId()).isEqualTo("request-of-first/3");
    }

    @Test
    void a_row_whose_picture_has_changed_fails_unsent_and_the_others_are_bought() throws InterruptedException {
        LocalPictures pictures = new LocalPictures(folder, 1, 1);
        shop.sentInput = row -> {
            if (row.id().equals(scene.outcome(2).id())) {
                pictures.refer("gone.png");
            }
            return row.input();
        };

        assertThat(shop.run()).isEqualTo(8);

        assertThat(shop.service.submits()).hasSize(7).doesNotContain("first/2");
        assertThat(scene.state(2)).isEqualTo(RowState.FAILED);
        assertThat(scene.outcome(2).reason()).startsWith("SOURCE_FILE: gone.png is neither");
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(7);
    }

    @Test
    void where_pictures_cannot_be_put_anywhere_the_run_stops_and_no_row_is_in_doubt() throws InterruptedException {
        shop.sentInput = row -> {
            throw new BucketException(BucketException.BucketFailure.AWAY, "the bucket s3://shots is away");
        };

        shop.run();

        assertThat(shop.service.submits()).isEmpty();
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
        assertThat(Objects.requireNonNull(shop.signals().stopped()).reason()).isEqualTo(StopReason.BUCKET);
    }

    @Test
    void rows_wait_for_the_place_of_their_pictures_and_all_are_bought_once_it_is_there() throws InterruptedException {
        BucketOutage outage = new BucketOutage(scene.clock(), Duration.ofMinutes(10));
        AtomicInteger trials = new AtomicInteger();
        Instant began = scene.clock().instant();
        shop.sentInput = new SentInput() {
            @Override
            public String of(PendingRow row) throws IOException {
                if (trials.incrementAndGet() <= 5) {
                    BucketException away = new BucketException(BucketException.BucketFailure.AWAY, "it is away");
                    assertThat(outage.failed(away)).isNull();
                    throw new PicturesAwayException(away);
                }
                outage.answered();
                return row.input();
            }

            @Override
            public boolean isReady(PendingRow row) {
                return !outage.holds();
            }
        };

        assertThat(shop.run()).isEqualTo(8);

        assertThat(trials.get()).isEqualTo(5 + 8);
        assertThat(shop.signals().stopped()).isNull();
        assertThat(shop.service.submits()).hasSize(8).doesNotHaveDuplicates();
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(8);
        assertThat(Duration.between(began, scene.clock().instant()))
                .isBetween(BucketOutage.TRIAL_INTERVAL.multipliedBy(5), BucketOutage.TRIAL_INTERVAL.multipliedBy(6));
    }

    @Test
    void what_is_sent_is_not_what_is_stored() throws InterruptedException {
        List<String> inputs = Collections.synchronizedList(new ArrayList<>());
        shop.service.sells(input -> {
            inputs.add(input);
            return new SubmitResponse.RequestAccepted("request-" + inputs.size());
        });
        shop.sentInput = row -> row.input().replace("first/", "signed/");

        shop.run();

        assertThat(inputs).hasSize(8).allSatisfy(input -> assertThat(input).contains("signed/"));
        assertThat(scene.journal()).content().contains("first/").doesNotContain("signed/");
    }

    @Test
    void a_row_that_is_held_is_bought_once_it_is_released_and_the_loop_waits_for_it() throws InterruptedException {
        List<UnpurchasedRow> rows = scene.unbought().after(0);
        scene.ledger().work().hold(rows.subList(0, 3));
        shop.sleeper = pause -> {
            scene.clock().advance(pause);
            if (shop.service.submits().size() == 5) {
                scene.ledger().work().release(rows.subList(1, 2));
            } else if (shop.service.submits().size() == 6 && scene.state(3) == RowState.PENDING) {
                scene.ledger().work().release(rows.subList(0, 1));
                scene.apply(rows.get(2)
                        .fetchesAgain(new EarlierRow(
                                rows.get(2).inputKey(),
                                new RowKey(9, 1),
                                new RowKey(9, 1),
                                RowState.SUCCEEDED,
                                null,
                                "a",
                                "earlier",
                                folder,
                                "an-earlier-request",
                                scene.clock().instant(),
                                true,
                                false,
                                false)));
                scene.ledger().work().held().served(rows.subList(2, 3));
            } else if (shop.service.submits().size() == 7 && scene.state(3) == RowState.SUBMITTED) {
                scene.apply(new LedgerEvent.RequestEnded(
                        scene.key(3),
                        1,
                        RowState.FAILED,
                        new RowReason("OUTPUT_GONE", "gone"),
                        new JobTimes(null, null),
                        null));
            }
        };
        shop.run();
        assertThat(shop.service.submits())
                .containsExactly(
                        "first/4", "first/5", "first/6", "first/7", "first/8", "first/2", "first/1", "first/3");
    }

    @Test
    void what_is_held_at_a_stop_is_not_bought() throws InterruptedException {
        scene.ledger().work().hold(scene.unbought().after(0).subList(0, 3));
        shop.sleeper = pause -> {
            scene.clock().advance(pause);
            scene.ledger().signals().stop(StopReason.UNPREPARED, "the step reuse failed");
            scene.ledger().work().held().end();
        };
        shop.run();
        assertThat(shop.service.submits()).doesNotContain("first/1", "first/2", "first/3");
        assertThat(scene.ledger().count(RowState.PENDING)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_submit_that_is_broken_off_may_have_been_accepted() throws InterruptedException {
        shop.service.sells(input -> {
            scene.ledger().signals().stop(StopReason.SIGNAL, "stopped by signal TERM");
            throw new InterruptedException("broken off");
        });
        shop.run();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
        assertThat(scene.outcome(1).reason()).contains("stopped before the service had answered");
        assertThat(journal()).last().asString().contains("unknown");
        assertThat(scene.ledger().count(RowState.SUBMITTING)).isZero();
    }

    @Test
    void the_intent_is_durable_when_the_request_leaves_and_the_last_rows_id_too() throws InterruptedException {
        shop.service.sells(input -> {
            int row = number(input);
            assertThat(scene.state(row)).isEqualTo(RowState.SUBMITTING);
            assertThat(journal()).last().asString().contains("\"intent\",\"row\":" + row + ",");
            if (row > 1) {
                assertThat(scene.outcome(row - 1).requestId()).isEqualTo("id-" + (row - 1));
                assertThat(journal()).anySatisfy(line -> assertThat(line).contains("\"id-" + (row - 1) + "\""));
            }
            return new SubmitResponse.RequestAccepted("id-" + row);
        });
        shop.run();
        assertThat(shop.signals().stopped()).isNull();
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(8);
    }

    @Test
    void no_more_are_at_the_service_at_once_than_the_window_allows() throws Exception {
        scene.begin("wide", LedgerScene.SERVICE);
        scene.rows(40);
        shop = new SubmitterFixture(scene);
        shop.window = 5;
        AtomicInteger posting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        shop.service.sells(input -> {
            long atService = posting.incrementAndGet() + scene.ledger().count(RowState.SUBMITTED);
            most.accumulateAndGet((int) atService, Math::max);
            posting.decrementAndGet();
            return new SubmitResponse.RequestAccepted("id-" + number(input));
        });
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            shop.workers = pool;
            Future<?> completing = pool.submit(this::completeAll);
            shop.run();
            completing.get(2, TimeUnit.MINUTES);
        } finally {
            pool.shutdownNow();
        }
        assertThat(most.get()).isBetween(4, 5);
        assertThat(shop.service.submits()).hasSize(40).doesNotHaveDuplicates();
    }

    private Object completeAll() throws InterruptedException {
        for (int done = 0; done < 40; ) {
            long seen = scene.ledger().version();
            List<SubmittedRow> rows = scene.ledger().work().takeSubmitted(3);
            for (SubmittedRow row : rows) {
                scene.apply(new LedgerEvent.RequestCompleted(
                        row.key(), row.attempt(), List.of("https://a/1"), new JobTimes(null, null), null));
                done++;
            }
            if (rows.isEmpty()) {
                scene.ledger().awaitChange(seen, Duration.ofMillis(200));
            }
        }
        return "done";
    }

    @Test
    void a_throttled_row_is_released_and_nothing_is_sent_before_the_asked_time() throws InterruptedException {
        answers(new SubmitResponse.SubmitThrottled(Duration.ofSeconds(30)));
        assertThat(shop.run()).as("rows moved on, each once").isEqualTo(8);
        assertThat(shop.service.submits()).hasSize(9).startsWith("first/1").contains("first/8");
        assertThat(Duration.between(sentAt.get(0), sentAt.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(journal()).anySatisfy(line -> assertThat(line).contains("\"released\",\"row\":1,"));
        assertThat(scene.outcome(1).attempts()).isEqualTo(2);
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(8);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.16");
    }

    @Test
    void rows_that_were_refused_for_what_they_say_are_part_of_what_the_service_bore() throws InterruptedException {
        shop.rate = new CallRate(BigDecimal.valueOf(2), Duration.ofSeconds(1));
        SubmitResponse refused = new SubmitResponse.RequestRefused("422001", "no such picture");
        answers(refused, refused, refused, refused, refused, refused, new SubmitResponse.SubmitThrottled(null));
        shop.run();
        assertThat(shop.pace().perSecond().doubleValue()).isBetween(1.7, 2.0);
    }

    @Test
    void a_pause_as_long_as_an_outage_may_be_is_waited_for() throws InterruptedException {
        answers(new SubmitResponse.SubmitThrottled(Duration.ofMinutes(30)));
        assertThat(shop.run()).isEqualTo(8);
        assertThat(Duration.between(sentAt.get(0), sentAt.get(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void a_longer_pause_than_an_outage_may_be_ends_the_run_at_once() throws InterruptedException {
        Instant start = scene.clock().instant();
        answers(new SubmitResponse.SubmitThrottled(Duration.ofMinutes(31)));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stop().message()).contains("pause of 31m", "outage-limit allows (30m)");
        assertThat(scene.clock().instant()).isBefore(start.plusSeconds(60));
        assertThat(shop.service.submits()).hasSize(1);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
    }

    @Test
    void a_deadline_is_kept_in_a_pause_too() throws InterruptedException {
        answers(new SubmitResponse.SubmitThrottled(Duration.ofMinutes(5)));
        Instant deadline = scene.clock().instant().plusSeconds(20);
        shop.guards.add(DeadlineGuard.at(deadline.atZone(ZoneOffset.UTC), scene.clock(), scene.clock()));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.DEADLINE);
        assertThat(scene.clock().instant()).isBetween(deadline, deadline.plusSeconds(1));
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
    }

    @Test
    void a_row_in_doubt_that_was_to_be_bought_again_and_was_not_is_in_doubt_as_before() throws InterruptedException {
        answers(
                new SubmitResponse.OutcomeUnknown("NO_ANSWER", "lost"),
                new SubmitResponse.OutcomeUnknown("NO_ANSWER", "lost"));
        shop.run();
        scene.reopen();
        scene.ledger().recovery().recoverOnly(Set.of(RowState.UNKNOWN));
        shop = new SubmitterFixture(scene);
        shop.service.sells(input -> new SubmitResponse.SubmitAccountRefused("400002", "balance empty"));
        shop.run();
        scene.ledger().recovery().doubtAgain();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
        assertThat(scene.state(2)).isEqualTo(RowState.UNKNOWN);
        assertThat(scene.outcome(1).reason()).contains("was not bought again");
        assertThat(scene.accounts().unknown()).isEqualTo(2);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.16");
        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(2);
        scene.apply(new dev.darkroom.ledger.rows.UnknownResolved(scene.key(1), 1, null));
        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).as("settled by the user").isEqualTo(RowState.PENDING);
    }

    @Test
    void a_process_that_dies_before_it_bought_again_leaves_the_doubt() throws InterruptedException {
        answers(new SubmitResponse.OutcomeUnknown("NO_ANSWER", "lost"));
        shop.run();
        scene.reopen();
        scene.ledger().recovery().recoverOnly(Set.of(RowState.UNKNOWN));
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
        scene.reopen();
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
    }

    @Test
    void a_throttled_row_waits_a_second_where_the_service_names_no_time() throws InterruptedException {
        answers(new SubmitResponse.SubmitThrottled(null));
        shop.run();
        assertThat(Duration.between(sentAt.get(0), sentAt.get(1)))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_500", "HTTP_503", "NO_ANSWER", "NO_REQUEST_ID"})
    void what_may_have_been_accepted_is_never_sent_again_by_itself(String code) throws InterruptedException {
        answers(new SubmitResponse.OutcomeUnknown(code, "who knows"));
        shop.run();
        assertThat(shop.service.submits()).hasSize(8).doesNotHaveDuplicates();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
        assertThat(scene.outcome(1).reason()).isEqualTo(code + ": who knows");
        scene.reopen();
        scene.ledger().recovery().recover();
        new SubmitterFixture(scene).run();
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
    }

    @Test
    void a_refused_row_has_failed_and_costs_nothing() throws InterruptedException {
        answers(new SubmitResponse.RequestRefused("422001", "no such picture"));
        shop.run();
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
        assertThat(scene.outcome(1).reason()).isEqualTo("422001: no such picture");
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.14");
    }

    @Test
    void what_never_left_is_sent_again() throws InterruptedException {
        answers(new SubmitResponse.NotSent("no such host"), new SubmitResponse.NotSent("no such host"));
        shop.run();
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(8);
        assertThat(scene.outcome(1).attempts())
                .as("only what reached the service counts")
                .isEqualTo(1);
    }

    @Test
    void five_lost_in_a_row_end_the_buying_until_a_question_is_answered_and_then_one_row_goes() throws Exception {
        ModelResponse away = new ModelResponse.ModelUnclear("no connection", true);
        shop.service.models(away, away, away);
        SubmitResponse lost = new SubmitResponse.OutcomeUnknown("HTTP_503", "unavailable");
        answers(lost, lost, lost, lost, lost);
        shop.run();
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(5);
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(3);
        assertThat(Duration.between(sentAt.get(4), sentAt.get(5)))
                .as("three questions in vain, then one that is answered")
                .isBetween(
                        ServiceCircuitBreaker.INTERVAL.multipliedBy(4), ServiceCircuitBreaker.INTERVAL.multipliedBy(5));
        assertThat(shop.service.calls())
                .containsSubsequence("model flash", "model flash", "model flash", "model flash");
        assertThat(Files.readAllLines(scene.journal()))
                .as("no row is touched while nobody answers")
                .filteredOn(line -> line.contains("\"intent\""))
                .hasSize(8);
    }

    @Test
    void a_service_that_answers_questions_and_loses_ten_submits_ends_the_run() throws InterruptedException {
        scene.begin("long", LedgerScene.SERVICE);
        scene.rows(30);
        shop = new SubmitterFixture(scene);
        shop.service.sells(input -> new SubmitResponse.OutcomeUnknown("HTTP_500", "broken"));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stop().message()).contains("10 submits in a row", "may have been billed");
        assertThat(scene.ledger().count(RowState.UNKNOWN)).isEqualTo(10);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(20);
    }

    @Test
    void nothing_is_reserved_for_rows_that_wait_for_the_service() throws InterruptedException {
        shop.outageLimit = Duration.ofMinutes(2);
        shop.guards.add(new BudgetGuard(
                java.math.BigDecimal.ONE, shop.estimates, scene.ledger().spending()));
        shop.service.sells(input -> new SubmitResponse.NotSent("no such host"));
        shop.service.models(
                java.util.stream.Stream.generate(() -> new ModelResponse.ModelUnclear("no connection", true))
                        .limit(100)
                        .toArray(ModelResponse[]::new));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(scene.ledger().spending().total()).isZero();
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
        assertThat(shop.service.submits()).hasSize(5);
    }

    @Test
    void a_service_that_is_away_too_long_stops_the_run_and_keeps_the_rows() throws InterruptedException {
        shop.outageLimit = Duration.ofSeconds(20);
        shop.service.sells(input -> new SubmitResponse.NotSent("no such host"));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
        assertThat(scene.ledger().spending().total()).isZero();
    }

    @Test
    void a_refused_account_stops_the_buying_and_releases_the_row() throws InterruptedException {
        answers(
                new SubmitResponse.RequestAccepted("id-1"),
                new SubmitResponse.SubmitAccountRefused("400002", "balance empty"));
        shop.run();
        assertThat(stop().reason()).isEqualTo(StopReason.ACCOUNT);
        assertThat(stop().message()).contains("400002: balance empty");
        assertThat(shop.service.submits()).hasSize(2);
        assertThat(scene.ledger().count(RowState.SUBMITTED)).isEqualTo(1);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(7);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_stop_between_intent_and_request_releases_the_row() throws InterruptedException {
        shop.rate = new CallRate(BigDecimal.valueOf(20), Duration.ofSeconds(1));
        shop.sleeper = time -> {
            scene.clock().advance(time);
            assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTING);
            shop.signals().stop(StopReason.SIGNAL, "asked to");
        };
        assertThat(shop.run()).isZero();
        assertThat(shop.service.submits()).isEmpty();
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(8);
        assertThat(scene.ledger().spending().total()).isZero();
    }

    @Test
    void a_gate_that_shuts_between_intent_and_request_sends_the_row_later() throws InterruptedException {
        shop.rate = new CallRate(BigDecimal.valueOf(20), Duration.ofSeconds(1));
        AtomicInteger naps = new AtomicInteger();
        shop.sleeper = time -> {
            if (naps.incrementAndGet() == 1) {
                shop.pace().throttled(scene.clock().now(), Duration.ofSeconds(5));
            }
            scene.clock().advance(time);
        };
        Instant start = scene.clock().instant();
        answers();
        shop.run();
        assertThat(sentAt.get(0)).isAfterOrEqualTo(start.plusSeconds(5));
        assertThat(shop.service.submits()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void rows_leave_at_their_slots_however_long_it_takes_until_their_intents_are_durable() throws InterruptedException {
        shop.rate = new CallRate(BigDecimal.TEN, Duration.ofSeconds(1));
        AtomicInteger tasks = new AtomicInteger();
        shop.workers = new SameThread() {
            @Override
            public void execute(Runnable task) {
                scene.clock().advance(Duration.ofMillis(60L * (tasks.getAndIncrement() % 2)));
                super.execute(task);
            }
        };
        answers();
        shop.run();
        assertThat(sentAt).hasSize(8);
        for (int call = 1; call < sentAt.size(); call++) {
            assertThat(Duration.between(sentAt.get(call - 1), sentAt.get(call))).isEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void a_stop_while_the_slot_is_far_off_leaves_no_intent_and_no_reservation() throws InterruptedException {
        shop.rate = new CallRate(BigDecimal.ONE, Duration.ofMinutes(1));
        shop.guards.add(new BudgetGuard(
                java.math.BigDecimal.ONE, shop.estimates, scene.ledger().spending()));
        AtomicInteger naps = new AtomicInteger();
        shop.sleeper = time -> {
            if (naps.incrementAndGet() == 10) {
                shop.signals().stop(StopReason.SIGNAL, "asked to");
            }
        };
        shop.run();
        assertThat(journal()).filteredOn(line -> line.contains("\"intent\"")).hasSize(1);
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }

    @Test
    void a_defect_in_the_middle_of_a_purchase_leaves_its_row_in_doubt_and_the_others_alone()
            throws InterruptedException {
        shop.service.sells(input -> {
            if (number(input) == 2) {
                throw new IllegalStateException("a defect");
            }
            return new SubmitResponse.RequestAccepted("id-" + number(input));
        });
        shop.run();
        assertThat(shop.signals().stopped()).isNull();
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        assertThat(scene.state(2)).isEqualTo(RowState.UNKNOWN);
        assertThat(scene.outcome(2).reason()).contains("a defect");
        assertThat(scene.state(3)).isEqualTo(RowState.SUBMITTED);
    }

    @Test
    void a_defect_in_every_purchase_stops_the_run() throws InterruptedException {
        try (LedgerScene many = new LedgerScene(folder.resolve("many")).rows(30)) {
            SubmitterFixture defective = new SubmitterFixture(many);
            defective.service.answersForNobody().price("flash", "0.02").sells(input -> {
                throw new IllegalStateException("a defect");
            });
            defective.run();
            assertThat(defective.signals().stopped())
                    .extracting(RunSignals.StopSignal::reason)
                    .isEqualTo(StopReason.OUTAGE);
            assertThat(many.ledger().count(RowState.UNKNOWN)).isEqualTo(ServiceCircuitBreaker.MAX_LOST_SUBMITS);
        }
    }

    @Test
    void an_answer_that_is_on_its_way_is_written_although_the_submitter_fails() throws Exception {
        java.util.concurrent.CountDownLatch failing = new java.util.concurrent.CountDownLatch(1);
        shop.guards.add(row -> {
            if (row.key().equals(scene.key(2))) {
                failing.countDown();
                throw new IllegalStateException("no slot");
            }
            return null;
        });
        shop.service.sells(input -> {
            await(failing);
            return new SubmitResponse.RequestAccepted("paid");
        });
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            shop.workers = pool;
            assertThatThrownBy(shop::run).hasMessage("no slot");
            assertThat(scene.outcome(1).requestId()).isEqualTo("paid");
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the first answers, in order; after them everything is accepted. */
    private void answers(SubmitResponse... first) {
        shop.service.sells(input -> {
            sentAt.add(scene.clock().instant());
            int sent = sentAt.size();
            return sent <= first.length ? first[sent - 1] : new SubmitResponse.RequestAccepted("id-" + sent);
        });
    }

    private RunSignals.StopSignal stop() {
        return Objects.requireNonNull(shop.signals().stopped());
    }

    private static int number(String input) {
        String prompt = FakeService.promptOf(input);
        return Integer.parseInt(prompt.substring(prompt.indexOf('/') + 1));
    }

    private List<String> journal() {
        try {
            return Files.readAllLines(scene.journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
